// Draws the charts of a context from the tables that stand beneath them.
const charts = new Map();
const day = 86_400;
const dark = matchMedia('(prefers-color-scheme: dark)');

const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const two = number => String(number).padStart(2, '0');
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function dateText(seconds) {
  const date = new Date(seconds * 1000);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
}

function clockText(seconds) {
  const date = new Date(seconds * 1000);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

const say = {
  quality: value => (value == null ? '–' : value.toFixed(2)),
  duration: value => (value == null ? '–' : value < 1 ? `${value.toFixed(2)} ms` : value < 10 ? `${value.toFixed(1)} ms` : value < 1000 ? `${value.toFixed(0)} ms` : value < 60_000 ? `${(value / 1000).toFixed(1)} s` : `${(value / 60_000).toFixed(1)} min`),
};

function read(figure) {
  const table = figure.querySelector('details table');
  const heads = [...table.querySelectorAll('thead th')];
  const rows = [...table.querySelectorAll('tbody tr')];
  const series = heads.map((head, column) => ({ head, column })).filter(({ head }) => head.dataset.series);
  const times = rows.map(row => Date.parse(row.querySelector('time').dateTime) / 1000);
  const number = text => (text === '' || text === undefined ? null : Number(text));
  return {
    names: series.map(({ head }) => head.textContent.trim()),
    data: [times, ...series.map(({ column }) => rows.map(row => number(row.children[column].dataset.n)))],
    marks: [...table.querySelectorAll('[data-mark]')].map(mark => ({ id: mark.dataset.mark, at: Date.parse(mark.dataset.at) / 1000 })),
  };
}

// A line at the moment of each adaptation, with its number.
function marker(marks) {
  return chart => {
    const { ctx, bbox } = chart;
    const ratio = devicePixelRatio;
    ctx.save();
    ctx.strokeStyle = css('--ink');
    ctx.fillStyle = css('--ink');
    ctx.lineWidth = ratio;
    ctx.font = `${11 * ratio}px system-ui, sans-serif`;
    ctx.textAlign = 'center';
    let last = -Infinity;
    for (const { id, at } of marks) {
      const x = Math.round(chart.valToPos(at, 'x', true));
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      ctx.setLineDash([3 * ratio, 3 * ratio]);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      // Where they are close only the first number has room.
      if (x - last < 22 * ratio) continue;
      last = x;
      ctx.fillText(`#${id}`, x, bbox.top - 5 * ratio);
    }
    ctx.restore();
  };
}

function rangeOf(kind) {
  return (chart, low, high) => {
    if (low == null) return [0, 1];
    if (kind === 'duration') return [0, high * 1.1 || 1];
    const room = Math.max((high - low) * 0.15, 0.03);
    return [Math.max(0, low - room), Math.min(1, high + room)];
  };
}

// The part of the time somebody has chosen to look at; null for all of it.
function zoomOf(chart) {
  const { min, max } = chart.scales.x;
  return min > chart.data[0][0] || max < chart.data[0].at(-1) ? { min, max } : null;
}

function draw(figure, zoom) {
  const plot = figure.querySelector('.plot');
  const kind = figure.dataset.chart;
  const { names, data, marks } = read(figure);
  if (!data.slice(1).some(values => values.some(value => value !== null))) return;
  charts.get(figure)?.destroy();
  plot.replaceChildren();
  const axis = { stroke: css('--quiet'), grid: { stroke: css('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui, sans-serif' };
  const known = data[1].filter(value => value !== null).length;
  const last = data[0].at(-1);
  const end = Date.parse(figure.dataset.end) / 1000;
  const height = () => plot.clientHeight - 26;
  const chart = new uPlot({
    width: plot.clientWidth,
    height: height(),
    padding: [18, 12, 0, 0],
    tzDate: seconds => { const date = new Date(seconds * 1000); return new Date(date.getTime() + date.getTimezoneOffset() * 60_000); },
    cursor: { y: false, points: { size: 7 }, drag: { x: true, y: false } },
    // As far as the last step reaches, so that what came into force in it is seen.
    scales: { x: { time: true, range: (_, low, high) => [low, high === last ? end : high] }, y: { range: rangeOf(kind) } },
    axes: [
      { ...axis, space: 64, size: 30, values: (_, splits, index, space, step) => splits.map(at => (step >= day || at % day === 0 ? dateText(at) : clockText(at))) },
      { ...axis, size: 62, space: 36, values: (_, splits) => splits.map(value => say[kind](value)) },
    ],
    series: [
      { label: 'From', value: (_, at) => (at == null ? '–' : `${dateText(at)} ${clockText(at)}`) },
      ...names.map((label, i) => ({
        label,
        stroke: i === 0 ? css('--accent') : css('--quiet'),
        dash: i === 0 ? undefined : [5, 4],
        width: i === 0 ? 2 : 1.25,
        fill: i === 0 && names.length === 1 ? css('--wash') : undefined,
        spanGaps: true,
        points: { show: known <= 48 && i === 0, size: 5, fill: css('--accent') },
        value: (_, value) => say[kind](value),
      })),
    ],
    hooks: { draw: [marker(marks)] },
  }, data, plot);
  if (zoom && zoom.max > data[0][0] && zoom.min < end) chart.setScale('x', zoom);
  charts.set(figure, chart);
  resize.observe(plot);
  // Where nobody points at a step the latest one is told.
  const latest = data[1].findLastIndex(value => value !== null);
  const rest = () => chart.setLegend({ idx: latest });
  chart.over.addEventListener('mouseleave', () => setTimeout(rest));
  // Not at once: the chart is drawn a moment later and forgets it.
  setTimeout(rest);
}

const resize = new ResizeObserver(entries => {
  for (const { target } of entries) {
    const chart = charts.get(target.closest('figure'));
    if (chart && target.clientWidth > 0 && chart.width !== target.clientWidth) chart.setSize({ width: target.clientWidth, height: target.clientHeight - 26 });
  }
});

function drawAll() {
  const zooms = {};
  for (const [figure, chart] of charts) {
    zooms[figure.dataset.chart] = zoomOf(chart);
    if (figure.isConnected) continue;
    chart.destroy();
    charts.delete(figure);
  }
  for (const figure of document.querySelectorAll('figure[data-chart]')) draw(figure, zooms[figure.dataset.chart]);
}

drawAll();
dark.addEventListener('change', drawAll);
document.addEventListener('selflearning:swapped', event => { if (event.target.id === 'performance') drawAll(); });
