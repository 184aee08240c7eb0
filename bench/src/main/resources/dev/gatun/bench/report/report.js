/* Draws the charts of the page from the points in it, by D3; again whenever the width changes. */
(function () {
  "use strict";
  const charts = JSON.parse(document.getElementById("charts-data").textContent).charts;
  const HUES = 10;
  const SYMBOLS = [d3.symbolCircle, d3.symbolSquare, d3.symbolTriangle, d3.symbolDiamond, d3.symbolCross, d3.symbolStar,
    d3.symbolWye];
  const NARROW = 560;

  const hue = (i) => `var(--c${i % HUES})`;
  const symbol = (i, size) => d3.symbol(SYMBOLS[i % SYMBOLS.length], size)();
  const unique = (points, of) => Array.from(new Set(points.map(of)));
  const short = d3.format(",.3~g");
  const tick = (value) => (value >= 1 && value < 1e6 ? d3.format(",.0f")(value) : short(value));

  /* How wide a text will be, in the font of the charts. */
  const ruler = document.createElement("canvas").getContext("2d");
  function textWidth(text, size) {
    ruler.font = `${size || 12.5}px ${getComputedStyle(document.body).fontFamily}`;
    return ruler.measureText(text).width;
  }

  function canvas(to, width, height) {
    return d3.select(to).append("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("width", width)
      .attr("height", height).attr("aria-hidden", "true").attr("focusable", "false");
  }

  /* A continuous scale over values: logarithmic, or linear from zero. */
  function scale(values, settings, range) {
    const [low, high] = d3.extent(values);
    if (!settings.log) return d3.scaleLinear([0, high * 1.05], range).nice(5);
    const from = settings.from || Math.min(low * 0.8, high / 2);
    return d3.scaleLog([from, high * 1.3], range);
  }

  function ticks(axis, x, width, log) {
    const wanted = Math.max(2, Math.floor(width / 90));
    if (!log) return axis.ticks(wanted).tickFormat(tick);
    const [low, high] = x.domain();
    const decades = Math.log10(high / low);
    const steps = decades > wanted ? [1] : decades * 3 > wanted ? [1, 3] : [1, 2, 5];
    const every = decades > 2 * wanted ? 2 : 1;
    const all = [];
    for (let e = Math.floor(Math.log10(low)); e <= Math.log10(high); e += every) {
      for (const step of steps) all.push(step * 10 ** e);
    }
    return axis.tickValues(all.filter((v) => v >= low && v <= high)).tickFormat(tick);
  }

  function xAxis(svg, x, top, bottom, left, right, title, log) {
    const axis = ticks(d3.axisBottom(x), x, right - left, log).tickSizeOuter(0);
    svg.append("g").attr("class", "grid").selectAll("line").data(axis.tickValues() || x.ticks(5)).join("line")
      .attr("x1", x).attr("x2", x).attr("y1", top).attr("y2", bottom);
    svg.append("g").attr("class", "axis").attr("transform", `translate(0,${bottom})`).call(axis);
    svg.append("text").attr("class", "soft").attr("x", right).attr("y", bottom + 34).attr("text-anchor", "end").text(title);
  }

  function legend(to, series, mark) {
    if (series.length < 2) return;
    const items = d3.select(to).append("ul").attr("class", "legend").attr("aria-hidden", "true").selectAll("li").data(series)
      .join("li");
    const icon = items.append("svg").attr("viewBox", "0 0 26 14");
    mark(icon);
    items.append("span").text((name) => name);
  }

  /* Labels beside the rows where there is room, else above them. */
  function rows(labels, width) {
    const narrow = width < NARROW || d3.max(labels, (label) => textWidth(label)) > 0.4 * width;
    const left = narrow ? 8 : 14 + (d3.max(labels, (label) => textWidth(label)) || 0);
    return { narrow, left, label: (svg, y, step) => svg.append("g").selectAll("text").data(labels).join("text")
      .attr("x", narrow ? left : left - 8).attr("y", (l, i) => y(i) + (narrow ? -step * 0.28 : 0))
      .attr("dy", "0.35em").attr("text-anchor", narrow ? "start" : "end").text((l) => l) };
  }

  const draw = {
    BARS(to, chart, width) {
      const { settings } = chart;
      const bars = chart.points.filter((p) => p.series !== settings.mark);
      const marks = chart.points.filter((p) => settings.mark && p.series === settings.mark);
      const labels = bars.map((p) => p.label);
      const families = unique(bars, (p) => p.series);
      const names = marks.length ? families.concat([settings.mark]) : families;
      legend(to, names, (icon) => icon.each(function (name) {
        const g = d3.select(this);
        if (name === settings.mark && marks.length) {
          g.append("circle").attr("cx", 13).attr("cy", 7).attr("r", 5).attr("fill", "none").attr("stroke", "var(--ink)")
            .attr("stroke-width", 2);
        } else {
          g.append("rect").attr("width", 26).attr("height", 12).attr("y", 1).attr("fill", hue(families.indexOf(name)));
        }
      }));
      const side = rows(labels, width);
      const step = side.narrow ? 40 : 24;
      const top = 8, bottom = top + step * labels.length, right = width - 70;
      const svg = canvas(to, width, bottom + 42);
      const x = scale(chart.points.map((p) => p.value), settings, [side.left, right]);
      const y = (i) => top + step * (i + 0.5);
      xAxis(svg, x, top, bottom, side.left, right, settings.axis, settings.log);
      side.label(svg, y, step);
      const thick = side.narrow ? 13 : 15;
      const at = (i) => y(i) + (side.narrow ? step * 0.2 : 0);
      const zero = x(x.domain()[0]);
      const bar = svg.append("g").selectAll("g").data(bars).join("g");
      bar.append("rect").attr("class", "mark").attr("x", zero).attr("y", (p, i) => at(i) - thick / 2).attr("height", thick)
        .attr("width", (p) => Math.max(1.5, x(p.value) - zero)).attr("rx", 2)
        .attr("fill", (p) => hue(families.indexOf(p.series))).append("title").text((p) => `${p.label}: ${p.text}`);
      const end = (p) => d3.max(chart.points.filter((q) => q.label === p.label), (q) => x(q.value) + (q === p ? 0 : 6));
      bar.append("text").attr("x", (p) => end(p) + 6).attr("y", (p, i) => at(i)).attr("dy", "0.35em")
        .text((p) => p.text);
      svg.append("g").selectAll("circle").data(marks).join("circle").attr("class", "mark").attr("r", 5).attr("fill", "none")
        .attr("cx", (p) => x(p.value)).attr("cy", (p) => at(labels.indexOf(p.label))).attr("stroke", "var(--paper)")
        .attr("stroke-width", 5);
      svg.append("g").selectAll("circle").data(marks).join("circle").attr("class", "mark").attr("r", 5).attr("fill", "none")
        .attr("cx", (p) => x(p.value)).attr("cy", (p) => at(labels.indexOf(p.label))).attr("stroke", "var(--ink)")
        .attr("stroke-width", 2).append("title").text((p) => `${p.label}, ${settings.mark}: ${p.text}`);
    },

    DOTS(to, chart, width) {
      const { settings } = chart;
      const labels = unique(chart.points, (p) => p.label);
      const series = unique(chart.points, (p) => p.series);
      legend(to, series, (icon) => icon.append("path").attr("transform", "translate(13,7)")
        .attr("d", (name) => symbol(series.indexOf(name), 60)).attr("fill", (name) => hue(series.indexOf(name))));
      const side = rows(labels, width);
      const step = side.narrow ? 44 : 28;
      const top = 8, bottom = top + step * labels.length, right = width - 20;
      const svg = canvas(to, width, bottom + 42);
      const x = scale(chart.points.map((p) => p.value), settings, [side.left, right]);
      const y = (i) => top + step * (i + 0.5);
      xAxis(svg, x, top, bottom, side.left, right, settings.axis, settings.log);
      side.label(svg, y, step);
      const at = (p) => y(labels.indexOf(p.label)) + (side.narrow ? step * 0.2 : 0);
      svg.append("g").attr("class", "grid").selectAll("line").data(labels).join("line").attr("x1", side.left)
        .attr("x2", right).attr("y1", (l) => at({ label: l })).attr("y2", (l) => at({ label: l }));
      /* What the chart is about lies above the others, and is larger. */
      const points = chart.points.slice().sort((a, b) => (a.series === settings.lead) - (b.series === settings.lead));
      svg.append("g").selectAll("path").data(points).join("path").attr("class", "mark")
        .attr("transform", (p) => `translate(${x(p.value)},${at(p)})`)
        .attr("d", (p) => symbol(series.indexOf(p.series), p.series === settings.lead ? 110 : 64))
        .attr("fill", (p) => hue(series.indexOf(p.series))).attr("stroke", "var(--paper)").attr("stroke-width", 1)
        .append("title").text((p) => `${p.label}, ${p.series}: ${p.text}`);
    },

    HEAT(to, chart, width) {
      const { settings } = chart;
      const labels = unique(chart.points, (p) => p.label);
      const series = unique(chart.points, (p) => p.series);
      const styles = getComputedStyle(document.documentElement);
      const of = (name) => styles.getPropertyValue(name).trim();
      const colour = settings.diverging
        ? d3.scaleLinear([0, 0.5, 1], [of("--against"), of("--even"), of("--c0")]).interpolate(d3.interpolateLab)
        : d3.scaleLinear([0, 1], [of("--low"), of("--high")]).interpolate(d3.interpolateLab);
      /* Where the peak is not known, the largest number stands for it. */
      const most = d3.max(chart.points, (p) => p.value);
      const shade = (p) => (p.shade === undefined ? p.value / most : Math.min(1, p.shade));
      /* Where black and white stand out equally, by 4.6 to 1. */
      const light = (p) => d3.lab(colour(shade(p))).l > 49.5;
      const side = rows(labels, width);
      const step = side.narrow ? 44 : 26;
      const tilted = (width - side.left) / series.length < 84;
      const head = tilted ? 78 : 24;
      const svg = canvas(to, width, head + step * labels.length + 44);
      const x = d3.scaleBand(series, [side.left, width - (tilted ? 30 : 4)]).paddingInner(0.04);
      const y = (i) => head + step * (i + 0.5);
      const tall = side.narrow ? 24 : step - 2;
      const at = (p) => y(labels.indexOf(p.label)) + (side.narrow ? step * 0.2 : 0);
      svg.append("g").selectAll("text").data(series).join("text")
        .attr("transform", (s) => `translate(${x(s) + x.bandwidth() / 2},${head - 8}) rotate(${tilted ? -45 : 0})`)
        .attr("text-anchor", tilted ? "start" : "middle").text((s) => s);
      side.label(svg, y, step);
      const cell = svg.append("g").selectAll("g").data(chart.points).join("g");
      cell.append("rect").attr("class", "mark").attr("x", (p) => x(p.series)).attr("y", (p) => at(p) - tall / 2)
        .attr("width", x.bandwidth()).attr("height", tall).attr("rx", 2).attr("fill", (p) => colour(shade(p)))
        .append("title").text((p) => `${p.label}, ${p.series}: ${p.text}`);
      cell.append("text").attr("x", (p) => x(p.series) + x.bandwidth() / 2).attr("y", at).attr("dy", "0.35em")
        .attr("text-anchor", "middle").style("fill", (p) => (light(p) ? "#000" : "#fff"))
        .style("font-size", x.bandwidth() < 38 ? "10px" : null).text((p) => p.text);
      key(svg, colour, settings, side.left, head + step * labels.length + 10);
    },

    LINES(to, chart, width) {
      const { settings } = chart;
      const log = !settings.linear;
      const series = unique(chart.points, (p) => p.series);
      /* A colour for what stands before the comma, dashes for what stands behind it. */
      const family = (s) => s.split(", ")[0], manner = (s) => s.split(", ")[1] || "";
      const families = Array.from(new Set(series.map(family))), manners = Array.from(new Set(series.map(manner)));
      const dash = (s) => ["none", "7 4", "2 3", "10 3 2 3"][manners.indexOf(manner(s)) % 4];
      const stroke = (s) => hue(families.indexOf(family(s)));
      legend(to, series, (icon) => icon.append("line").attr("x1", 0).attr("x2", 26).attr("y1", 7).attr("y2", 7)
        .attr("stroke", stroke).attr("stroke-width", 2.5).attr("stroke-dasharray", dash));
      const left = 52, right = width - 16, top = 12, bottom = 320;
      const svg = canvas(to, width, bottom + 42);
      const places = unique(chart.points, (p) => p.x).sort(d3.ascending);
      const ends = places.length > 1 ? d3.extent(places) : [places[0] / 2, places[0] * 2];
      const x = (log ? d3.scaleLog : d3.scaleLinear)(ends, [left, right]);
      const y = scale(chart.points.map((p) => p.value), { log }, [bottom, top]);
      const room = Math.max(1, Math.ceil(places.length / (width / 55)));
      grid(svg, x, y, { left, right, top, bottom, log }, places.filter((p, i) => i % room === 0), settings);
      const line = d3.line((p) => x(p.x), (p) => y(p.value));
      for (const s of series) {
        const points = chart.points.filter((p) => p.series === s).sort((a, b) => a.x - b.x);
        svg.append("path").attr("d", line(points)).attr("fill", "none").attr("stroke", stroke(s)).attr("stroke-width", 2)
          .attr("stroke-dasharray", dash(s));
        svg.append("g").selectAll("path").data(points).join("path").attr("class", "mark")
          .attr("transform", (p) => `translate(${x(p.x)},${y(p.value)})`)
          .attr("d", symbol(families.indexOf(family(s)), 36)).attr("fill", stroke(s))
          .append("title").text((p) => `${s}, ${settings.xAxis} ${p.x}: ${p.text}`);
      }
    },

    ROOFLINE(to, chart, width) {
      const { peak, triad } = chart.settings;
      const left = 52, right = width - 16, top = 14, bottom = 360;
      const svg = canvas(to, width, bottom + 42);
      const [low, high] = d3.extent(chart.points, (p) => p.x);
      const x = d3.scaleLog([Math.min(low, peak / triad) / 1.6, Math.max(high, peak / triad) * 1.6], [left, right]);
      const y = d3.scaleLog([Math.min(d3.min(chart.points, (p) => p.value), x.domain()[0] * triad) / 1.4,
        Math.max(peak, d3.max(chart.points, (p) => p.value)) * 1.5], [bottom, top]);
      grid(svg, x, y, { left, right, top, bottom, log: true }, null, { xAxis: "operations a byte", axis: "GFLOP/s" });
      const roof = [[x.domain()[0], x.domain()[0] * triad], [peak / triad, peak], [x.domain()[1], peak]];
      svg.append("path").attr("class", "mark").attr("d", d3.line((p) => x(p[0]), (p) => y(p[1]))(roof)).attr("fill", "none")
        .attr("stroke", "var(--c1)").attr("stroke-width", 2.5);
      svg.append("text").attr("x", right).attr("y", y(peak) - 7).attr("text-anchor", "end")
        .text(`peak ${short(peak)} GFLOP/s`);
      const point = svg.append("g").selectAll("g").data(chart.points).join("g")
        .attr("transform", (p) => `translate(${x(p.x)},${y(p.value)})`);
      point.append("path").attr("class", "mark").attr("d", symbol(0, 64)).attr("fill", hue(0)).append("title")
        .text((p) => `${p.label}: ${p.text} GFLOP/s`);
      label(svg, chart.points, x, y, left, right);
    },
  };

  /* Names beside points, as far as they do not cover each other; the table has them all. */
  function label(svg, points, x, y, left, right) {
    const taken = [];
    for (const p of points) {
      const w = textWidth(p.label, 11.5), px = x(p.x), py = y(p.value);
      const places = [[px + 9, py + 4], [px - 9 - w, py + 4], [px - w / 2, py - 10], [px - w / 2, py + 19]];
      const free = places.find(([bx, by]) => bx > left && bx + w < right
        && taken.every(([tx, ty, tw]) => bx + w < tx || tx + tw < bx || Math.abs(by - ty) > 13)
        && points.every((q) => q === p || x(q.x) < bx - 7 || x(q.x) > bx + w + 7 || Math.abs(y(q.value) - by + 4) > 12));
      if (!free) continue;
      taken.push([free[0], free[1], w]);
      svg.append("text").attr("x", free[0]).attr("y", free[1]).style("font-size", "11.5px").text(p.label);
    }
  }

  function grid(svg, x, y, box, places, settings) {
    const below = places ? d3.axisBottom(x).tickValues(places).tickFormat(d3.format("d"))
      : ticks(d3.axisBottom(x), x, box.right - box.left, true);
    const aside = ticks(d3.axisLeft(y), y, 400, box.log);
    svg.append("g").attr("class", "grid").selectAll("line").data(aside.tickValues() || y.ticks(5)).join("line")
      .attr("x1", box.left).attr("x2", box.right).attr("y1", y).attr("y2", y);
    svg.append("g").attr("class", "axis").attr("transform", `translate(0,${box.bottom})`).call(below.tickSizeOuter(0));
    svg.append("g").attr("class", "axis").attr("transform", `translate(${box.left},0)`).call(aside.tickSizeOuter(0));
    svg.append("text").attr("class", "soft").attr("x", box.right).attr("y", box.bottom + 34).attr("text-anchor", "end")
      .text(settings.xAxis);
    svg.append("text").attr("class", "soft").attr("x", box.left + 6).attr("y", box.top + 8).text(settings.axis);
  }

  /* What the colours of a heat map mean. */
  function key(svg, colour, settings, left, top) {
    const steps = d3.range(0, 1.0001, 0.05), w = 8;
    svg.append("g").selectAll("rect").data(steps).join("rect").attr("x", (s, i) => left + i * w).attr("y", top)
      .attr("width", w).attr("height", 10).attr("fill", colour);
    const names = settings.diverging ? ["half", "2 times"] : ["0", "100 %"];
    const end = left + steps.length * w;
    svg.append("text").attr("class", "soft").attr("x", left).attr("y", top + 24).text(names[0]);
    svg.append("text").attr("class", "soft").attr("x", end).attr("y", top + 24).attr("text-anchor", "end").text(names[1]);
    svg.append("text").attr("class", "soft").attr("x", end + 10).attr("y", top + 10).text(settings.axis);
  }

  /* The bars beside the code of the tiers, on the scale of the chart above them. */
  function rungs() {
    const chart = charts.find((c) => c.id === "ladder-chart");
    if (!chart) return;
    const x = scale(chart.points.map((p) => p.value), chart.settings, [0, 100]);
    for (const to of document.querySelectorAll(".rung-bar")) {
      to.replaceChildren();
      const of = chart.points.filter((p) => p.label === to.dataset.id);
      const svg = d3.select(to).append("svg").attr("viewBox", "0 0 100 16").attr("preserveAspectRatio", "none");
      svg.append("rect").attr("width", 100).attr("height", 12).attr("y", 2).attr("fill", "var(--panel)");
      for (const p of of) {
        if (p.series === chart.settings.mark) {
          svg.append("rect").attr("x", x(p.value) - 0.3).attr("width", 0.6).attr("height", 16).attr("fill", "var(--ink)");
        } else {
          svg.append("rect").attr("class", "mark").attr("width", Math.max(0.4, x(p.value))).attr("height", 12).attr("y", 2)
            .attr("fill", "var(--c0)");
        }
      }
    }
  }

  function drawAll() {
    for (const chart of charts) {
      const to = document.getElementById(chart.id);
      const width = Math.max(280, to.clientWidth);
      to.replaceChildren();
      if (chart.points.length) draw[chart.kind](to, chart, width);
      to.dataset.drawn = String(to.querySelectorAll(".mark").length);
    }
    rungs();
    document.documentElement.dataset.width = String(document.documentElement.clientWidth);
  }

  drawAll();
  let waiting = 0;
  let width = document.documentElement.clientWidth;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (document.documentElement.clientWidth !== width) {
        width = document.documentElement.clientWidth;
        drawAll();
      }
    }, 120);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
})();
