// A chart is drawn from the very table that stands beside it: first column the labels, every column of numbers a line.

const marks = ["circle", "rect", "triangle", "diamond"]
const dashes = ["solid", "dashed", "dotted", [8, 4, 2, 4]]
const drawn = new Map() // box → how to draw it again

// data-value, or the number as Vietnamese papers write it: "1.234,5 %".
export function numberIn(cell) {
  const text = (cell?.dataset.value ?? cell?.textContent.replaceAll(".", "").replace(",", ".") ?? "").trim()
  const match = text.match(/^[-−]?\d+(\.\d+)?(?=\D*$)/)
  return match ? Number(match[0].replace("−", "-")) : null
}

function seriesOf(table) {
  const rows = [...table.tBodies[0].rows]
  const heads = [...table.tHead.rows[0].cells]
  const labels = rows.map((row) => row.cells[0].textContent.trim())
  const columns = heads.slice(1).map((head, i) => ({
    name: head.textContent.trim(),
    isAim: "aim" in head.dataset,
    data: rows.map((row) => numberIn(row.cells[i + 1])),
    isSkipped: "skip" in head.dataset,
  }))
  return { labels, columns: columns.filter((c) => !c.isSkipped && c.data.some((v) => v !== null)) }
}

function optionFor(table) {
  const { labels, columns } = seriesOf(table)
  const style = getComputedStyle(document.documentElement)
  const token = (name) => style.getPropertyValue(name).trim()
  const kind = table.dataset.chart
  const text = { color: token("--ink"), fontFamily: "Be Vietnam Pro, sans-serif", fontSize: 15 }
  const say = (v) => (v == null ? "—" : v.toLocaleString("vi-VN"))
  return {
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    color: [1, 2, 3, 4].map((n) => token(`--series-${n}`)),
    textStyle: text,
    grid: { left: 8, right: 20, top: columns.length > 1 ? 48 : 20, bottom: 8, containLabel: true },
    legend: columns.length > 1 ? { top: 0, left: 0, itemGap: 20, textStyle: text } : undefined,
    // Drawn, not built from HTML: the site's policy refuses HTML that carries its own style.
    tooltip: { trigger: "axis", renderMode: "richText", valueFormatter: say, textStyle: { fontSize: 15 } },
    xAxis: { type: "category", data: labels, axisLabel: { ...text, hideOverlap: true } },
    yAxis: { type: "value", splitLine: { lineStyle: { color: token("--line") } }, axisLabel: { ...text, formatter: say } },
    series: columns.map((column, i) => ({
      name: column.name,
      data: column.data,
      type: column.isAim ? "line" : kind,
      symbol: column.isAim ? "none" : marks[i % 4],
      symbolSize: 9,
      lineStyle: { width: 3, type: column.isAim ? "dashed" : dashes[i % 4] },
      barMaxWidth: 48,
    })),
  }
}

function draw(table) {
  const box = document.createElement("div")
  box.className = "chart"
  box.setAttribute("role", "img")
  box.setAttribute("aria-label", table.dataset.chartTitle)
  const home = table.closest(".scroll") ?? table
  home.before(box)
  const chart = window.echarts.init(box)
  const paint = () => chart.setOption(optionFor(table), true)
  paint()
  drawn.set(box, paint)
  new ResizeObserver(() => chart.resize()).observe(box)
}

const repaint = () => requestAnimationFrame(() => drawn.forEach((paint, box) => box.isConnected && paint()))
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint)

let fetched = null // the library is fetched by the first page that has a chart
function library() {
  fetched ??= new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = document.body.dataset.echarts
    script.onload = resolve
    script.onerror = reject
    document.head.append(script)
  })
  return fetched
}

export async function drawAll(root) {
  const tables = [...root.querySelectorAll("table[data-chart]")].filter((t) => t.tBodies[0]?.rows.length > 1)
  if (!tables.length) return
  if (!window.echarts) await library()
  tables.forEach(draw)
}
