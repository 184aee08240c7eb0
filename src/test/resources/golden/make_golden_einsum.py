"""Writes einsum.json next to this file: what NumPy's einsum answers, for the Java tests to compare with.

    /usr/bin/python3 make_golden_einsum.py        # same versions, same bytes

Written with NumPy 1.24, by its C loop (optimize=False), whose rules are the reference. The format is that of make_golden.py,
which says how a tensor stands. A case is {"name", "subscripts", "operands": [tensor, ...]} and one of

    "shape", "values"   the result; all elements are multiples of 1/4, so that it is exact in float32 in any order
    "error"             NumPy's message where it refuses the call

and, of a single operand, "view": whether NumPy's result shares memory with it, and its "strides" in elements, null where a dimension
has size 1.
"""

import json
import random
import warnings

import numpy as np

from make_golden import HERE, fill, numbers, tensor

CASES = []


def array(spec):
    return tensor(spec).numpy()


def case(subscripts, *operands, name=None):
    specs = [fill("pattern", *o) if isinstance(o, tuple) else o for o in operands]
    shown = ", ".join(str(list(array(s).shape)) for s in specs)
    entry = {"name": f"{name or repr(subscripts)} of {shown}", "subscripts": subscripts, "operands": specs}
    arrays = [array(s) for s in specs]
    try:
        result = np.einsum(subscripts, *arrays, optimize=False)
    except ValueError as refused:
        entry["error"] = str(refused)
    else:
        result = np.asarray(result)
        assert result.dtype == np.float32
        entry["shape"] = list(result.shape)
        entry["values"] = numbers(result)
        if len(arrays) == 1 and result.size > 0 and result.ndim > 0:  # of rank 0 NumPy makes a number
            entry["view"] = bool(np.shares_memory(result, arrays[0]))
            backwards = any(str(view[-1]).startswith("::-1") for view in specs[0].get("views", ()))
            if entry["view"] and not backwards:  # which make_golden.py has to copy
                entry["strides"] = [None if n == 1 else s // 4 for n, s in zip(result.shape, result.strides)]
    if entry["name"] not in {known["name"] for known in CASES}:
        CASES.append(entry)


def one_operand():
    for subscripts, shape in [
            ("ij->ij", (2, 3)), ("ij->ji", (2, 3)), ("ij", (2, 3)), ("ba", (2, 3)), ("ijk->kji", (2, 3, 4)),
            ("ijk->jik", (2, 3, 4)), ("abcd->dbca", (2, 3, 2, 3)), ("aB", (2, 3)), ("Ab->bA", (2, 3)), ("i->i", (3,)),
            ("ii->i", (3, 3)), ("ii", (3, 3)), ("ii->", (3, 3)), ("iii->i", (2, 2, 2)), ("iii", (2, 2, 2)),
            ("iij->ij", (2, 2, 3)), ("iij->ji", (2, 2, 3)), ("iji->ij", (2, 3, 2)), ("iij->j", (2, 2, 3)),
            ("iijj->ij", (2, 2, 3, 3)), ("iijj", (2, 2, 3, 3)), ("ijij->ij", (2, 3, 2, 3)), ("ijij->", (2, 3, 2, 3)),
            ("ij->", (2, 3)), ("ij->i", (2, 3)), ("ij->j", (2, 3)), ("ijk->ik", (2, 3, 4)), ("ijk->j", (2, 3, 4)),
            ("ijk->ki", (2, 3, 4)), ("->", ()), ("", ()), ("i->", (0,)), ("ij->i", (2, 0)), ("ij->j", (2, 0)),
            ("ij->ji", (1, 3)), ("ij->ij", (1, 1)), ("ii->i", (1, 1)), ("ij->i", (3, 1)),
            ("...->...", (2, 3)), ("...", (2, 3)), ("...i->...", (2, 3)), ("...i->i...", (2, 3, 2)),
            ("i...->...", (2, 3)), ("i...->...i", (2, 3, 2)), ("i...j->j...i", (2, 3, 2)), ("i...i->...i", (2, 3, 2)),
            ("...ii->...i", (2, 3, 3)), ("...ii", (2, 3, 3)), ("...ij->...ji", (2, 2, 3)), ("i...j", (2, 3, 2)),
            ("...i->...i", (3,)), ("ij...->ij...", (2, 3)), ("ij->...ij", (2, 3)), ("ij->i...j", (2, 3)),
            (" i j -> j i ", (2, 3)), ("i j", (2, 3)), (" ... i -> i ... ", (2, 3))]:
        case(subscripts, shape)
    for views in [[("t",)], [("at", "::-1")], [("at", ":, ::2")], [("at", "1:")], [("expand", 2, 3, 4)]]:
        for subscripts in ["ij->ji", "ij->i", "ij->"]:
            if views[0][0] != "expand":
                case(subscripts, fill("pattern", 3, 4, views=views), name=f"{subscripts!r} of {views}")
    case("ijk->kji", fill("pattern", 3, 4, views=[("expand", 2, 3, 4)]), name="a repeated dimension")
    case("ii->i", fill("pattern", 4, 4, views=[("at", "::-1")]), name="the other diagonal")
    case("ii->i", fill("pattern", 5, 3, views=[("at", ":3")]), name="diagonal of a part")


def two_operands():
    for subscripts, a, b in [
            ("ik,kj->ij", (2, 3), (3, 4)), ("ik,kj", (2, 3), (3, 4)), ("ik,kj->ji", (2, 3), (3, 4)),
            ("ki,kj->ij", (3, 2), (3, 4)), ("ik,jk->ij", (2, 3), (4, 3)), ("ki,jk->ij", (3, 2), (4, 3)),
            ("ij,jk", (2, 3), (3, 4)), ("ba,cb", (3, 2), (4, 3)), ("Ij,jK", (2, 3), (3, 4)), ("ij,ij->ij", (2, 3), (2, 3)),
            ("ij,ij->", (2, 3), (2, 3)), ("ij,ij", (2, 3), (2, 3)), ("ij,ji->ij", (3, 3), (3, 3)), ("ij,ji->", (2, 3), (3, 2)),
            ("i,i->", (4,), (4,)), ("i,i", (4,), (4,)), ("i,i->i", (4,), (4,)), ("i,j->ij", (2,), (3,)),
            ("i,j", (2,), (3,)), ("i,j->ji", (2,), (3,)), ("i,j->", (2,), (3,)), ("i,j->i", (2,), (3,)),
            ("ij,j->i", (2, 3), (3,)), ("ij,j", (2, 3), (3,)), ("i,ij->j", (2,), (2, 3)), ("ij,k->ijk", (2, 3), (2,)),
            ("ij,k->ik", (2, 3), (2,)), ("ij,kl->", (2, 3), (2, 2)), ("ij,kl->il", (2, 3), (2, 2)), (",", (), ()),
            (",->", (), ()), (",ij", (), (2, 3)), ("ij,->ji", (2, 3), ()), ("bij,bjk->bik", (2, 2, 3), (2, 3, 2)),
            ("bij,bjk->bik", (1, 2, 3), (2, 3, 2)), ("bij,bjk->bik", (2, 2, 3), (1, 3, 2)), ("bij,bjk->ikb", (2, 2, 3), (2, 3, 2)),
            ("bij,jk->bik", (2, 2, 3), (3, 2)), ("ij,bjk->bik", (2, 3), (2, 3, 2)), ("bij,bij->b", (2, 2, 3), (2, 2, 3)),
            ("bij,bkj->bik", (2, 2, 3), (2, 2, 3)), ("bhqd,bhkd->bhqk", (2, 2, 2, 3), (2, 2, 3, 3)),
            ("bnd,dhk->bhnk", (2, 3, 2), (2, 2, 3)), ("abcd,cdef->abef", (2, 2, 2, 3), (2, 3, 2, 2)),
            ("abcd,dcef->feba", (2, 2, 2, 3), (3, 2, 2, 2)), ("ijk,jil->kl", (2, 3, 2), (3, 2, 2)),
            ("ijk,kj->i", (2, 3, 4), (4, 3)), ("ijkl,jl->ik", (2, 3, 2, 2), (3, 2)), ("iji,ij->j", (2, 3, 2), (2, 3)),
            ("ii,i->i", (3, 3), (3,)), ("ii,jj->ij", (2, 2), (3, 3)), ("ii,jj", (2, 2), (3, 3)), ("ij,jk->ik", (2, 1), (3, 2)),
            ("ij,jk->ik", (2, 3), (1, 2)), ("ij,jk->ik", (1, 3), (3, 1)), ("ij,ij->ij", (1, 3), (2, 1)),
            ("ij,ij->", (1, 3), (2, 1)), ("i,i->i", (1,), (3,)), ("i,i", (1,), (3,)), ("ij,jk->ik", (2, 0), (0, 3)),
            ("ij,jk->ik", (0, 2), (2, 3)), ("ij,ij->j", (2, 0), (2, 0)), ("i,j->ij", (0,), (3,)),
            ("...ij,...jk->...ik", (2, 2, 3), (2, 3, 2)), ("...ij,...jk", (2, 2, 3), (3, 2)), ("...ij,jk->...ik", (2, 2, 3), (3, 2)),
            ("ij,...jk->...ik", (2, 3), (2, 3, 2)), ("...ij,...jk", (2, 1, 2, 3), (3, 3, 2)), ("i...,i...->...", (2, 3), (2, 3)),
            ("i...,i...", (2, 3), (2, 1)), ("...i,...i->...", (2, 3), (3,)), ("...,...->...", (2, 3), (3,)),
            ("...,...", (2, 3), (2, 1)), ("...i,j...->j...i", (2, 3), (2, 2)), ("a...b,b...c->c...a", (2, 2, 3), (3, 2, 2)),
            ("...,i->i...", (2, 3), (2,)), ("...,i", (2, 3), (2,)), ("...i,...j->...ij", (2, 2), (2, 3))]:
        case(subscripts, a, b)
    t, step, back = [("t",)], [("at", "::2, ::2")], [("at", "::-1, ::-1")]
    for va in (t, step, back):
        for vb in (t, step, back):
            shape = {0: (3, 2), 1: (4, 6), 2: (2, 3)}
            a = fill("pattern", *shape[(t, step, back).index(va)], views=va)
            b = fill("pattern", *{0: (4, 3), 1: (6, 8), 2: (3, 4)}[(t, step, back).index(vb)], views=vb)
            case("ij,jk->ik", a, b, name=f"'ij,jk->ik', {va[0]} by {vb[0]}")
    row = fill("pattern", 3, views=[("expand", 2, 3)])
    case("ij,jk->ik", row, (3, 2), name="an expanded row by a matrix")
    case("ij,kj->ik", row, row, name="expanded rows")
    case("ij,ij->i", fill("pattern", 2, 1, views=[("expand", 2, 3)]), (2, 3), name="an expanded column")


def many_operands():
    for subscripts, *shapes in [
            ("ij,jk,kl->il", (2, 3), (3, 2), (2, 4)), ("ij,jk,kl", (2, 3), (3, 2), (2, 4)), ("ij,jk,ki->", (2, 3), (3, 2), (2, 2)),
            ("ik,jkl,il->ij", (2, 3), (2, 3, 4), (2, 4)), ("abcd,cdef,efgh->abgh", (2,) * 4, (2,) * 4, (2,) * 4),
            ("i,j,k->ijk", (2,), (3,), (2,)), ("i,j,k->", (2,), (3,), (2,)), ("i,j,k", (2,), (3,), (2,)),
            ("i,i,i->", (4,), (4,), (4,)), ("i,i,i->i", (4,), (4,), (4,)), ("i,i,i,i->i", (3,), (3,), (3,), (3,)),
            ("ij,j,i->", (2, 3), (3,), (2,)), ("i,ij,j->", (2,), (2, 3), (3,)), ("i,ij,j", (2,), (2, 3), (3,)),
            ("ij,ik,il->jkl", (2, 2), (2, 3), (2, 2)), ("ia,ib,ic->i", (2, 3), (2, 2), (2, 4)), (",,", (), (), ()),
            (",i,", (), (3,), ()), ("i,->i", (3,), ()), ("ij,jk,kl,lm->im", (2, 2), (2, 3), (3, 2), (2, 2)),
            ("ij,jk,kl,lm->", (2, 2), (2, 3), (3, 2), (2, 2)), ("aij,ajk,akl->ail", (2, 2, 2), (2, 2, 2), (1, 2, 2)),
            ("...i,...i,...i->...", (2, 3), (3,), (2, 3)), ("...ij,...jk,...kl->...il", (2, 2, 2), (2, 2), (1, 2, 2)),
            ("ii,ij,jj->", (2, 2), (2, 3), (3, 3)), ("ij,jk,kl->il", (2, 0), (0, 2), (2, 2)), ("ij,jk,kl->il", (1, 3), (1, 2), (2, 1)),
            ("bi,io,bo->b", (2, 3), (3, 2), (2, 2)), ("ijk,il,jm,kn->lmn", (2, 2, 2), (2, 3), (2, 2), (2, 2)),
            ("a,b,c,d->dcba", (2,), (2,), (2,), (2,))]:
        case(subscripts, *shapes)


def refused():
    for subscripts, *shapes in [
            ("ij->iz", (2, 3)), ("i,j->k", (2,), (3,)), ("ij->ii", (2, 3)), ("ij,jk->iik", (2, 3), (3, 2)), ("ij->i,j", (2, 3)),
            ("ij->i->j", (2, 3)), ("ij-", (2, 3)), ("ij>", (2, 3)), ("ij- >ij", (2, 3)), ("i...j...", (2, 3)), ("i->...i...", (2,)),
            ("..i", (2,)), ("....i", (2,)), (". ..i", (2,)), ("i1", (2, 3)), ("ij;jk", (2, 3), (3, 2)), ("i_j", (2, 3)), ("i*j", (2, 3)),
            ("ijk", (2, 3)), ("i", (2, 3)), ("ij,", (2, 3), (4,)), ("", (2,)), ("i", ()), ("ij...k", (2, 3)),
            ("ij,jk", (2, 3)), ("ij", (2, 3), (3, 4)), ("i,j,k", (2,), (3,)), ("ik,kj->ij", (2, 3), (4, 2)), ("i,i", (2,), (3,)),
            ("ij,jk", (2, 0), (3, 4)), ("ii", (2, 3)), ("ii->i", (2, 3)), ("ii", (1, 3)), ("iji->j", (2, 3, 3)),
            ("...i,...i", (2, 3), (4, 3)), ("...ij,...jk", (2, 2, 3), (3, 3, 2)), ("...i->i", (2, 3)), ("i...,i->i", (2, 3), (2,)),
            ("i,i,i->i", (2,), (2,), (3,)), ("ij,jk,kl->il", (2, 3), (3, 2), (3, 4))]:
        case(subscripts, *shapes)


def at_random(count):
    rng = random.Random(20261123)
    while count > 0:
        sizes = {label: rng.randint(1, 3) for label in "abcdA"}
        dots = rng.choice([0, 0, 0, 1, 2])
        broadcast = [rng.randint(1, 2) for _ in range(dots)]
        terms, specs = [], []
        for _ in range(rng.choice([1, 2, 2, 2, 3, 3, 4])):
            letters = [rng.choice("abcdA") for _ in range(rng.randint(0, 3))]
            own = {label: 1 if rng.random() < 0.1 else n for label, n in sizes.items()}
            shape = [own[label] for label in letters]
            if dots:
                at, own_dots = rng.randint(0, len(letters)), rng.randint(0, dots)
                shape[at:at] = [rng.choice([1, n]) for n in broadcast[dots - own_dots:]]
                letters.insert(at, "...")
            terms.append("".join(letters))
            order = list(range(len(shape)))
            rng.shuffle(order)
            lying = [0] * len(shape)
            for i, d in enumerate(order):
                lying[d] = shape[i]
            specs.append(fill("pattern", *lying, views=[("permute", *order)] if rng.random() < 0.5 and order else ()))
        used = sorted({c for term in terms for c in term if c.isalpha()})
        subscripts = ",".join(terms)
        if rng.random() < 0.7:
            output = [label for label in used if rng.random() < 0.6]
            rng.shuffle(output)
            if dots:
                output.insert(rng.randint(0, len(output)), "...")
            subscripts += "->" + "".join(output)
        before = len(CASES)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            case(subscripts, *specs)
        if len(CASES) > before and ("error" in CASES[-1] or len(CASES[-1]["values"]) > 60):
            CASES.pop()
        count -= len(CASES) - before


def main():
    one_operand()
    two_operands()
    many_operands()
    wrong = [c["name"] for c in CASES if "error" in c]
    assert not wrong, wrong
    answered = len(CASES)
    refused()
    wrong = [c["name"] for c in CASES[answered:] if "error" not in c]
    assert not wrong, wrong
    at_random(120)
    lines = ",\n".join(json.dumps(c, allow_nan=False, separators=(",", ":")) for c in CASES)
    head = json.dumps(f"make_golden_einsum.py with NumPy {np.__version__}")
    (HERE / "einsum.json").write_text('{"writtenWith":' + head + ',\n"cases":[\n' + lines + "\n]}\n")
    print(f"einsum: {len(CASES)} cases, {(HERE / 'einsum.json').stat().st_size} bytes")


if __name__ == "__main__":
    main()
