"use strict";
(() => {
  const data = JSON.parse(document.getElementById("wattsplit-data").textContent);
  const comparison = data.comparison;
  const names = Object.keys(comparison.agents);
  const agents = names.map((name) => ({ name, ...comparison.agents[name] }));
  const scheduled = agents.filter((agent) => agent.role === "agent");
  const PLACEMENT = { domain: ["edge", "split", "cloud"], range: ["#2a9d73", "#e0a12b", "#3a86c8"] };

  const byId = (id) => document.getElementById(id);
  // Scales come with the data: each column and axis has one, by the name of what it shows.
  const scales = data.scales;
  const COUNT = { unit: "", size: 1, decimals: 2 };
  const shown = (value, scale) => (Number.isFinite(value) ? (value / scale.size).toFixed(scale.decimals) : "–");
  const text = (value, scale) => `${shown(value, scale)} ${scale.unit}`;
  const range = (interval, scale) => `[${shown(interval.low, scale)}, ${shown(interval.high, scale)}]`;
  const titled = (name, scale) => `${name} ${scale.unit}`;
  const axis = (name, scale, more = "") => ({ title: `${name}, ${scale.unit}${more}` });
  const tip = (field, title, scale) => [field, `${title}, ${scale.unit}`, `.${scale.decimals}f`];
  // Where no energy is known, latency stands in its place in the charts.
  const spends = agents.some((agent) => agent.mean_energy_j !== null);
  const label = (agent) => (agent.role === "agent" ? agent.name : `${agent.name} (${agent.role})`);
  const part = (column) => column.replace(/_energy_j$/, "").replaceAll("_", " ");

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    children.forEach((child) => made.append(child));
    return made;
  }

  // A cell keeps the exact number beside the rounded one.
  function number(value, path, scale) {
    return element("td", value === null ? {} : { "data-path": path, "data-value": String(value) }, shown(value, scale));
  }

  function interval(value, path, scale) {
    if (value === null) {
      return number(null, path, scale);
    }
    const cell = number(value.value, `${path}.value`, scale);
    cell.append(" ", element("span", { class: "interval" }, range(value, scale)));
    return cell;
  }

  function table(target, columns, rows) {
    const head = element("tr", {}, ...columns.map((column) => element("th", { scope: "col" }, column)));
    byId(target).append(element("thead", {}, head), element("tbody", {}, ...rows));
  }

  function words() {
    byId("title").textContent = `${comparison.scenario} on ${comparison.dataset}`;
    document.title = `${comparison.scenario} on ${comparison.dataset} – Wattsplit report`;
    byId("subtitle").textContent = `Network ${comparison.model}, workload ${comparison.workload}: `
      + `${comparison.requests} requests, ${comparison.seeds.length === 1 ? "seed" : "seeds"} ${comparison.seeds.join(", ")}`;
    if (!spends) {
      byId("trade").querySelector("h2").textContent = "Latency against missed deadlines";
    }
    document.querySelectorAll("main > section").forEach((section) => {
      byId("contents").append(element("li", {},
        element("a", { href: `#${section.id}` }, section.querySelector("h2").textContent)));
    });
    const winner = comparison.agents[comparison.winner];
    const ties = scheduled.filter((agent) => agent.cost_j.value === winner.cost_j.value).map((agent) => agent.name);
    byId("caveats").append(...comparison.caveats.map((line) => element("p", {}, line)));
    const { cost_j: cost, mean_energy_j: energy, missed_percent: missed } = scales;
    const lines = [
      `${ties.join(" and ")} ${ties.length > 1 ? "cost" : "costs"} least: ${text(winner.cost_j.value, cost)} a request `
        + `${range(winner.cost_j, cost)}. ${ties.length > 1 ? "Each" : "It"} ${winner.mean_energy_j === null ? ""
          : `spends ${text(winner.mean_energy_j.value, energy)} ${range(winner.mean_energy_j, energy)} and `}misses `
        + `${text(winner.missed_percent.value, missed)} of the deadlines ${range(winner.missed_percent, missed)}, at `
        + `${data.price} each.`,
    ];
    const next = scheduled.find((agent) => !ties.includes(agent.name));
    if (next) {
      const paired = comparison.differences.find((difference) =>
        difference.agent === next.name && difference.baseline === comparison.winner);
      const more = scales["differences.cost_j"];
      lines.push(`Next is ${next.name} at ${text(next.cost_j.value, cost)} ${range(next.cost_j, cost)}`
        + (paired ? `, ${text(paired.cost_j.value, more)} more ${range(paired.cost_j, more)} request by request.` : "."));
    }
    const near = data.tied.filter((name) => !ties.includes(name));
    if (near.length > 0) {
      lines.push(`These runs do not tell ${near.join(" and ")} from ${ties.length > 1 ? "them" : "it"}: the interval of the `
        + "difference in cost holds 0.");
    }
    if (winner.energy_saved_percent !== null && winner.energy_saved_percent !== 0) {
      lines.push(`Against running everything in the cloud it saves ${text(winner.energy_saved_percent, scales.energy_saved_percent)} `
        + "of the energy.");
    }
    agents.filter((agent) => agent.role !== "agent").forEach((agent) => lines.push(
      `${agent.name}, which knows the requests beforehand, is ${agent.role === "bound" ? "a bound" : "a reference"}: `
        + `${text(agent.cost_j.value, cost)}.`));
    byId("words").append(...lines.map((line) => element("p", {}, line)));
    byId("table-note").textContent = `Intervals: ${data.interval_words}. `
      + `Cost is ${spends ? "energy and " : ""}${data.price} for a missed deadline`
      + (data.late_price ? ` and ${data.late_price} for each second that it is late` : "")
      + (data.wrong_price ? `, and ${data.wrong_price} for a wrong answer, times its probability.` : ".");
  }

  function tables() {
    const intervals = [["cost_j", "cost"], ["missed_percent", "missed"], ["mean_energy_j", "energy"]];
    const numbers = [...(data.accuracies ? [["accuracy_percent", "accuracy"]] : []), ["median_latency_ms", "median"], ["p95_latency_ms", "p95"], ["p99_latency_ms", "p99"],
      ["exceedance_ms", "late by"], ["regret_j", "regret"]];
    const heads = (columns) => columns.map(([key, name]) => titled(name, scales[key]));
    table("figures", ["agent", ...heads(intervals), ...heads([["energy_saved_percent", "saved"], ["mean_latency_ms", "mean"]]),
      ...heads(numbers), "edge %", "split %", "cloud %", "switches", "actions"], agents.map((agent) => {
      const path = `agents.${agent.name}`;
      const ranged = (key) => interval(agent[key], `${path}.${key}`, scales[key]);
      const plain = (key) => number(agent[key], `${path}.${key}`, scales[key]);
      const row = element("tr", data.tied.includes(agent.name) ? { class: "best" } : {},
        element("th", { scope: "row" }, label(agent)),
        ...intervals.map(([key]) => ranged(key)), plain("energy_saved_percent"), ranged("mean_latency_ms"),
        ...numbers.map(([key]) => plain(key)));
      ["edge", "split", "cloud"].forEach((key) =>
        row.append(number(agent.decisions[key], `${path}.decisions.${key}`, scales.decisions)));
      row.append(number(agent.switches, `${path}.switches`, COUNT), element("td", {}, `${agent.actions} (${agent.action_set})`));
      return row;
    }));
    if (comparison.differences.length > 0) {
      byId("difference-title").textContent = `Minus ${comparison.differences[0].baseline}, request by request`;
      const columns = [["cost_j", "cost"], ["missed_percent", "missed"], ["energy_j", "energy"], ["latency_ms", "latency"]];
      table("differences", ["agent", ...columns.map(([key, name]) => titled(name, scales[`differences.${key}`]))],
        comparison.differences.map((difference, i) => element("tr", {},
          element("th", { scope: "row" }, difference.agent),
          ...columns.map(([key]) => interval(difference[key], `differences.${i}.${key}`, scales[`differences.${key}`])))));
    }
    const parts = Object.keys(agents[0].energy_provenance);
    const absent = parts.filter((key) => agents.every((agent) => agent.energy_provenance[key] === "absent"));
    const known = parts.filter((key) => !absent.includes(key));
    byId("energy-words").textContent = (spends ? "Mean energy of a request by part." : "No energy is known.")
      + (absent.length > 0 ? ` Not known, and in no total: ${absent.map(part).join(", ")}.` : "");
    table("parts", ["agent", ...known.map((key) => titled(part(key), scales.energy_parts_j))], agents.map((agent) => element("tr", {},
      element("th", { scope: "row" }, label(agent)),
      ...known.map((key) => {
        const cell = number(agent.energy_parts_j[key] ?? null, `agents.${agent.name}.energy_parts_j.${key}`,
          scales.energy_parts_j);
        cell.append(" ", element("span", { class: "interval" }, agent.energy_provenance[key]));
        return cell;
      }))));
  }

  // One row for each setting that runs of an agent ended in, one column a seed.
  function ends() {
    const seeds = Object.keys(agents[0].end_settings);
    if (seeds.length === 0) {
      byId("ends-part").remove();
      return;
    }
    table("ends", ["agent", "setting", ...seeds.map((seed) => `seed ${seed}, %`)], agents.flatMap((agent) => {
      const count = (setting) => seeds.filter((seed) => agent.end_settings[seed].setting === setting).length;
      const settings = [...new Set(seeds.map((seed) => agent.end_settings[seed].setting))];
      settings.sort((a, b) => count(b) - count(a));
      return settings.map((setting) => element("tr", {},
        element("th", { scope: "row" }, label(agent)),
        element("td", {}, setting),
        ...seeds.map((seed) => {
          const end = agent.end_settings[seed];
          return end.setting === setting
            ? number(end.percent, `agents.${agent.name}.end_settings.${seed}.percent`, scales.end_settings) : element("td");
        })));
    }));
  }

  function origin() {
    byId("commands").textContent = data.commands.join("\n");
    const made = [["seeds", comparison.seeds.join(", ")]];
    data.producers.forEach((producer) => made.push(["made with",
      `Wattsplit ${producer.code}, Java ${producer.java}, ${producer.os}, ${producer.cpu}`]));
    made.push(["charts", `Vega ${vega.version}, Vega-Lite ${vegaLite.version}`]);
    byId("made").append(...made.flatMap(([term, text]) => [element("dt", {}, term), element("dd", {}, text)]));
  }

  function theme() {
    const style = getComputedStyle(document.documentElement);
    const color = (name) => style.getPropertyValue(name).trim();
    const text = { labelColor: color("--soft"), titleColor: color("--ink"), labelFontSize: 12, titleFontSize: 12, titleFontWeight: 500 };
    return {
      background: null,
      font: "system-ui, DejaVu Sans, sans-serif",
      axis: { ...text, gridColor: color("--line"), domainColor: color("--line"), tickColor: color("--line"), labelLimit: 220 },
      legend: { ...text, labelLimit: 260, symbolLimit: 60, symbolBaseFillColor: color("--soft"), symbolBaseStrokeColor: color("--soft") },
      header: { labelColor: color("--ink"), titleColor: color("--ink"), labelFontSize: 12, labelFontWeight: 600 },
      view: { stroke: null },
      text: { fill: color("--ink"), fontSize: 12 },
      rule: { color: color("--soft") },
      path: {},
      ink: color("--ink"),
      soft: color("--soft"),
    };
  }

  function charts(width, look) {
    const { cost_j: costs, mean_energy_j: energies, missed_percent: shares, energy_parts_j: parts, requests, curves } = scales;
    const [spent, spentKey, spentScale] = spends
      ? ["energy", "mean_energy_j", energies] : ["latency", "mean_latency_ms", scales.mean_latency_ms];
    const all = agents.filter((agent) => agent[spentKey] !== null).map((agent) => ({
      agent: label(agent), role: agent.role, spent: agent[spentKey].value / spentScale.size,
      spentLow: agent[spentKey].low / spentScale.size, spentHigh: agent[spentKey].high / spentScale.size,
      missed: agent.missed_percent.value, missedLow: agent.missed_percent.low, missedHigh: agent.missed_percent.high,
      cost: agent.cost_j.value / costs.size,
    }));
    const narrow = width < 620;
    const columns = narrow ? 1 : width < 980 ? 2 : 4;
    const cell = Math.max(150, Math.floor((width - 70 - 26 * columns) / columns));
    const wide = Math.max(220, width - 90);
    const facet = (field, titles) => ({ field, type: "nominal", title: null, sort: titles, header: { labelLimit: cell } });
    const labels = names.map((name) => label({ name, ...comparison.agents[name] }));
    // Room for a label of the longest name, in pixels, up to the limit of where it stands.
    const longest = 7 * Math.max(...labels.map((text) => text.length));
    const room = (limit) => (narrow ? 0 : Math.min(limit, longest));
    const beside = wide - (narrow ? 0 : 50 + room(look.legend.labelLimit));
    const named = new Map(names.map((name, i) => [name, labels[i]]));
    const tipped = (fields) => fields.map(([field, title, format]) => ({ field, title, ...(format ? { format } : {}) }));
    const legend = narrow ? { orient: "bottom", columns: 2 * longest < wide ? 2 : 1 } : { orient: "right" };
    // Thousands by their prefix, and not what is less than one: the unit has a prefix of its own.
    const logTicks = { tickCount: 4, format: "~s", labelExpr: "datum.label && datum.value < 1 ? format(datum.value, '~g') : datum.label" };
    const specs = {
      "chart-trade": {
        description: `Mean ${spent} against missed deadlines, one point an agent`,
        data: { values: all }, width: beside, height: 360,
        encoding: { color: { field: "agent", type: "nominal", sort: labels, title: null, scale: { scheme: "tableau10" }, legend } },
        layer: [
          { mark: { type: "rule", strokeWidth: 2 }, encoding: {
            x: { field: "missedLow", type: "quantitative", title: "missed deadlines, %", axis: { tickCount: 8 } }, x2: { field: "missedHigh" },
            y: { field: "spent", type: "quantitative", ...axis(spent, spentScale, " a request") } } },
          { mark: { type: "rule", strokeWidth: 2 }, encoding: {
            x: { field: "missed", type: "quantitative" }, y: { field: "spentLow", type: "quantitative" }, y2: { field: "spentHigh" } } },
          { mark: { type: "point", filled: true, size: 130, opacity: 1 }, encoding: {
            x: { field: "missed", type: "quantitative" }, y: { field: "spent", type: "quantitative" },
            shape: { field: "role", type: "nominal", scale: { domain: ["agent", "bound", "reference"], range: ["circle", "diamond", "square"] }, legend: null },
            tooltip: tipped([["agent", "agent"], tip("cost", "cost", costs), tip("missed", "missed", shares), tip("spent", spent, spentScale)]) } },
        ],
      },
      "chart-latency": {
        description: "Latency against deadline of requests, by agent",
        data: { values: data.requests.map((row) => ({ deadline: row.deadline_ms / requests.size, latency: row.latency_ms / requests.size,
          agent: named.get(row.agent), result: row.missed ? "missed" : "met" })) },
        facet: facet("agent", labels), columns,
        spec: { width: cell, height: 150, layer: [
          { mark: { type: "point", filled: true, size: 14, opacity: 0.65 }, encoding: {
            x: { field: "deadline", type: "quantitative", ...axis("deadline", requests), scale: { type: "log" }, axis: logTicks },
            y: { field: "latency", type: "quantitative", ...axis("latency", requests), scale: { type: "log" }, axis: logTicks },
            color: { field: "result", type: "nominal", title: "deadline", scale: { domain: ["met", "missed"], range: ["#3a86c8", "#d1495b"] }, legend: { orient: "top" } },
            tooltip: tipped([tip("deadline", "deadline", requests), tip("latency", "latency", requests)]) } },
          { mark: { type: "line", strokeDash: [4, 3], strokeWidth: 1.2, color: look.soft }, encoding: {
            x: { field: "deadline", type: "quantitative" }, y: { field: "deadline", type: "quantitative" } } },
        ] },
      },
      "chart-decisions": {
        description: "Share of requests on the edge, split and in the cloud over time, by agent",
        data: { values: data.timeline.flatMap((span) => PLACEMENT.domain.map((placement) => ({
          agent: named.get(span.agent), request: span.first_request, placement, percent: span.percent[placement] }))) },
        facet: facet("agent", labels), columns,
        spec: { width: cell, height: 110, mark: { type: "area", interpolate: "step-after" }, encoding: {
          x: { field: "request", type: "quantitative", title: "request", axis: { tickCount: 4, format: "~s" } },
          y: { field: "percent", type: "quantitative", stack: true, title: "%", scale: { domain: [0, 100] } },
          order: { field: "placement" },
          color: { field: "placement", type: "nominal", title: "runs", scale: PLACEMENT, legend: { orient: "top" } } } },
      },
      "chart-switches": {
        description: "Hardware switches in a hundred requests over time, by agent",
        data: { values: data.timeline.map((span) => ({ agent: named.get(span.agent), request: span.first_request, switches: span.switches_per_hundred })) },
        width: beside, height: 220,
        mark: { type: "line", interpolate: "step-after", strokeWidth: 1.6 }, encoding: {
          x: { field: "request", type: "quantitative", title: "request", axis: { format: "~s" } },
          y: { field: "switches", type: "quantitative", title: "switches in 100 requests" },
          color: { field: "agent", type: "nominal", sort: labels, title: null, scale: { scheme: "tableau10" }, legend } },
      },
      "chart-energy": {
        description: "Mean energy of a request by part and agent",
        data: { values: agents.flatMap((agent) => Object.entries(agent.energy_parts_j).map(([column, joules]) => ({
          agent: label(agent), part: `${part(column)} (${agent.energy_provenance[column]})`, energy: joules / parts.size }))) },
        width: wide - (narrow ? 60 : 130) - room(look.axis.labelLimit), height: { step: 26 },
        mark: { type: "bar" }, encoding: {
          y: { field: "agent", type: "nominal", sort: labels, title: null },
          x: { field: "energy", type: "quantitative", ...axis("energy", parts, " a request") },
          color: { field: "part", type: "nominal", title: null, scale: { scheme: "tableau10" }, legend },
          tooltip: tipped([["agent", "agent"], ["part", "part"], tip("energy", "energy", parts)]) },
      },
    };
    if (!spends) {
      delete specs["chart-energy"];
    }
    if (data.curves.length > 0) {
      const learned = labels.filter((agent) => data.curves.some((curve) => named.get(curve.agent) === agent));
      specs["chart-learning"] = {
        description: "Cost of a validation request along each training, by agent",
        data: { values: data.curves.flatMap((curve) => curve.points.map((point) => ({
          steps: point.steps, cost: point.cost_joules / curves.size, agent: named.get(curve.agent), file: curve.file }))) },
        width: beside, height: 300,
        mark: { type: "line", strokeWidth: 1.4, opacity: 0.8 }, encoding: {
          x: { field: "steps", type: "quantitative", title: "steps of training", axis: { format: "~s" } },
          y: { field: "cost", type: "quantitative", ...axis("validation cost", curves, " a request"), scale: { zero: false } },
          detail: { field: "file" },
          color: { field: "agent", type: "nominal", title: null, scale: { scheme: "tableau10", domain: labels },
            legend: { ...legend, values: learned } },
          tooltip: tipped([["agent", "agent"], ["file", "file"]]) },
      };
      if (figured.length > 0) {
        const titles = [...new Set(figured.map((row) => row.figure))];
        specs["chart-learned"] = {
          description: "Figures along each training, a small chart each, by agent",
          data: { values: figured.map((row) => ({ ...row, agent: named.get(row.agent) })) },
          facet: facet("figure", titles), columns,
          // Each has an axis of its own, whose labels are no part of its bounds: so that all of them stand in line.
          bounds: "flush", spacing: { row: 44, column: 56 },
          spec: { width: Math.max(150, Math.floor((width - 60 * columns) / columns)), height: 110, mark: { type: "line", strokeWidth: 1.2, opacity: 0.8, point: { size: 6 } }, encoding: {
            x: { field: "steps", type: "quantitative", title: "steps", axis: { tickCount: 4, format: "~s" } },
            y: { field: "value", type: "quantitative", title: null, axis: { tickCount: 4 }, scale: { zero: false } },
            detail: { field: "file" },
            color: { field: "agent", type: "nominal", title: null, scale: { scheme: "tableau10", domain: labels },
              legend: { ...legend, orient: "top", values: learned } },
            tooltip: tipped([["agent", "agent"], ["file", "file"], ["value", "value", ".4~g"]]) } },
          resolve: { scale: { y: "independent" } },
        };
      }
    }
    if (data.search) {
      const search = data.search;
      const judged = search.quantile === null ? " (mean)" : ` (quantile ${search.quantile})`;
      const [latencies, joules] = [scales["search.latency_ms"], scales["search.energy_j"]];
      const energetic = search.evaluated.some((point) => point.energy_j !== null);
      // Without energies there may be accuracies to show against latency, or latency alone.
      const other = energetic ? { field: "energy", type: "quantitative", ...axis("energy", joules, judged), scale: { type: "log", nice: false, padding: 12 } }
        : { field: "accuracy", type: "quantitative", title: "accuracy", scale: { zero: false, padding: 12 } };
      specs["chart-front"] = {
        description: `Evaluated configurations and the Pareto front, ${other.field} against latency`,
        data: { values: search.evaluated.map((point) => ({ ...point, latency: point.latency_ms / latencies.size,
          energy: point.energy_j === null ? null : point.energy_j / joules.size, front: point.non_dominated ? "on the front" : "dominated" })) },
        width: wide - (narrow ? 0 : 150), height: 360,
        mark: { type: "point", filled: true }, encoding: {
          x: { field: "latency", type: "quantitative", ...axis("latency", latencies, judged), scale: { type: "log", nice: false, padding: 12 } },
          ...(energetic || search.evaluated.some((point) => point.accuracy !== null) ? { y: other } : {}),
          color: { field: "placement", type: "nominal", title: "runs", scale: PLACEMENT, legend },
          shape: { field: "front", type: "nominal", title: null, scale: { domain: ["on the front", "dominated"], range: ["diamond", "circle"] }, legend },
          size: { condition: { test: "datum.non_dominated", value: 120 }, value: 24 },
          opacity: { condition: { test: "datum.non_dominated", value: 1 }, value: 0.4 },
          tooltip: tipped([["configuration", "configuration"], tip("latency", "latency", latencies), ...(energetic ? [tip("energy", "energy", joules)] : []), ["accuracy", "accuracy", ".3f"]]) },
      };
      specs["chart-convergence"] = {
        description: "Hypervolume of the front along the search",
        data: { values: search.convergence }, width: wide, height: 240,
        mark: { type: "line", interpolate: "step-after", strokeWidth: 2, color: "#3a86c8" }, encoding: {
          x: { field: "evaluations", type: "quantitative", title: "evaluations" },
          y: { field: "hypervolume", type: "quantitative", title: "hypervolume", scale: { zero: false } } },
      };
    }
    return specs;
  }

  // A figure's name has its unit at its end, as a column's has.
  const figureTitle = (name) => name.replace(/_percent$/, ", %").replaceAll("_", " ");
  const figured = data.curves.flatMap((curve) => curve.figures.flatMap((figure) => figure.points.map((point) => ({
    steps: point.steps, value: point.value, figure: figureTitle(figure.name), agent: curve.agent, file: curve.file }))));

  function searchWords() {
    const search = data.search;
    if (!search) {
      byId("front-words").textContent = "No Pareto set was named: add --pareto FILE to the command.";
      drop("convergence");
      byId("chart-front").remove();
      return;
    }
    const front = search.evaluated.filter((point) => point.non_dominated).length;
    byId("front-words").textContent = `${search.strategy} evaluated ${search.evaluated.length} configurations; `
      + `${front} of them are not dominated (in latency and, where known, energy and accuracy).`;
    byId("convergence-words").textContent = "Hypervolume of the front after each evaluation, its objectives scaled to 0 to 1 "
      + "between the bounds of all that was evaluated, the reference point at 1.1.";
  }

  function drop(section) {
    byId(section).remove();
    document.querySelector(`a[href="#${section}"]`).parentElement.remove();
  }

  let views = [];
  function draw() {
    views.forEach((view) => view.finalize());
    const width = document.querySelector("main").clientWidth - 40;
    const look = theme();
    const specs = charts(width, look);
    views = Object.entries(specs).map(([id, spec]) => {
      byId(id).replaceChildren();
      const full = { $schema: "https://vega.github.io/schema/vega-lite/v5.json", config: look, ...spec };
      return new vega.View(vega.parse(vegaLite.compile(full).spec), { renderer: "svg", container: byId(id), hover: true });
    });
    return Promise.all(views.map((view) => view.runAsync())).then(() => {
      document.documentElement.dataset.charts = String(views.length);
    });
  }

  words();
  searchWords();
  if (data.curves.length === 0) {
    drop("learning");
  } else if (figured.length === 0) {
    byId("learned-part").remove();
  }
  tables();
  ends();
  origin();
  draw();
  let waiting;
  const later = () => { clearTimeout(waiting); waiting = setTimeout(draw, 200); };
  window.addEventListener("resize", later);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", later);
})();
