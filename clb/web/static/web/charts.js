// A chart is drawn from the very table that stands beside it: first column the labels, every column of numbers a series.
// The library's simple build has neither legend nor tooltip: the legend is a list, the exact numbers are in the table.

const marks = ["circle", "rect", "triangle", "diamond"]
const dashes = ["solid", "dashed", "dotted", [8, 4, 2, 4]]
const drawn = new Map() // box → how to draw it again

// "1.234,5" as Vietnamese papers write it, or "1,234.5" on an English page → "1234.5".
function plain(text) {
  const [group, point] = document.documentElement.lang === "en" ? [",", "."] : [".", ","]
  return text?.replaceAll(group, "").replace(point, ".")
}

// data-value, or the number that is shown.
export function numberIn(cell) {
  const text = (cell?.dataset.value ?? plain(cell?.textContent) ?? "").trim()
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

// A few labels are all shown, in lines as narrow as their share of the width; of many, those that fit.
function fitting(labels, width) {
  if (labels.length > 8) return { hideOverlap: true }
  return { interval: 0, overflow: "break", width: (width - 80) / labels.length - 6 }
}

function optionFor(table, width) {
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
    grid: { left: 8, right: 24, top: 28, bottom: 8, containLabel: true },
    xAxis: { type: "category", data: labels, axisLabel: { ...text, ...fitting(labels, width) } },
    yAxis: { type: "value", splitLine: { lineStyle: { color: token("--line") } }, axisLabel: { ...text, formatter: say } },
    series: columns.map((column, i) => ({
      name: column.name,
      data: column.data,
      type: column.isAim ? "line" : kind,
      symbol: column.isAim ? "none" : marks[i % 4],
      symbolSize: 9,
      showAllSymbol: true,
      label: { show: !column.isAim && labels.length <= 12, position: "top", ...text, formatter: (p) => say(p.value) },
      lineStyle: { width: 3, type: column.isAim ? "dashed" : dashes[i % 4] },
      barMaxWidth: 48,
    })),
  }
}

function legend(columns, kind) {
  const list = document.createElement("ul")
  list.className = "chart-keys"
  columns.forEach((column, i) => {
    const item = document.createElement("li")
    const swatch = document.createElement("span")
    swatch.className = `swatch series-${(i % 4) + 1} ${column.isAim ? "is-aim" : `is-${kind}`}`
    item.append(swatch, column.name)
    list.append(item)
  })
  return list
}

function draw(table) {
  const box = document.createElement("div")
  box.className = "chart"
  box.setAttribute("role", "img")
  box.setAttribute("aria-label", table.dataset.chartTitle)
  const home = table.closest(".scroll") ?? table
  home.before(box)
  const { columns } = seriesOf(table)
  if (columns.length > 1) box.before(legend(columns, table.dataset.chart))
  const chart = window.echarts.init(box)
  const paint = () => chart.setOption(optionFor(table, box.clientWidth), true)
  paint()
  drawn.set(box, paint)
  new ResizeObserver(() => {
    chart.resize()
    paint()
  }).observe(box)
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
