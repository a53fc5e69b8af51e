/** A Vega-Lite specification with its data inside. */
export type ChartSpec = Readonly<Record<string, unknown>>;

/** A chart before it is drawn. */
export interface ChartPlan {
  id: string;
  title: string;
  spec: ChartSpec;
}

/** A chart as the analysis hands it out; `svg` is null where it could not be drawn in its bounds. */
export interface Chart extends ChartPlan {
  svg: string | null;
}

/** What all charts share: sizes, a quiet look, and the palette of Okabe and Ito, which people with colour-blindness can tell apart. */
export function chartSpec(title: string, body: Readonly<Record<string, unknown>>): ChartSpec {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    title: { text: title, anchor: 'start', fontSize: 15, offset: 12 },
    background: 'white',
    padding: 12,
    ...body,
    config: {
      font: 'sans-serif',
      range: { category: ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#000000'] },
      axis: {
        gridColor: '#e5e5e5',
        domainColor: '#888888',
        tickColor: '#888888',
        labelFontSize: 11,
        titleFontSize: 12,
        titleFontWeight: 'normal',
      },
      view: { stroke: null },
      legend: { orient: 'top', title: null, labelFontSize: 12 },
    },
  };
}

/** How an axis writes the values of a metric. */
export function axisFormat(unit: string): string {
  return unit === 'percent' ? '.1%' : unit === 'dollars' ? '$,.2~f' : ',.4~g';
}
