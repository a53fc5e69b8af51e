import type { Analysis } from '../analyse-rows';
import { armChart } from './arm-chart';
import { audienceChart, breakdownChart } from './breakdown-chart';
import type { Chart, ChartPlan } from './chart';
import type { ChartRenderer } from './chart-renderer';
import { seriesChart } from './series-chart';

/** Charts of one analysis, and the length of each: all of them stay well below the bound of a step's result. */
const MOST_CHARTS = 4;
const LONGEST_SVG = 40_000;

/** The charts that an analysis calls for, drawn. */
export async function drawCharts(analysis: Analysis, renderer: ChartRenderer): Promise<Chart[]> {
  const plans = plansOf(analysis).slice(0, MOST_CHARTS);
  return Promise.all(
    plans.map(async (plan) => {
      const svg = await renderer.render(plan.spec);
      return { ...plan, svg: svg === null || svg.length > LONGEST_SVG ? null : svg };
    }),
  );
}

function plansOf({ figures, audience, series, taskType }: Analysis): ChartPlan[] {
  const strongest = figures?.breakdowns.toSorted((a, b) => a.heterogeneity.p_value - b.heterogeneity.p_value).slice(0, 2) ?? [];
  const ofArms = figures === undefined ? [] : [armChart(figures), ...strongest.map(breakdownChart).filter((plan) => plan !== undefined)];
  const ofTime = series.slice(0, 2).map(seriesChart);
  const ofAudience = (audience ?? []).slice(0, 2).map(audienceChart);
  return taskType === 'trends' || taskType === 'prediction' ? [...ofTime, ...ofArms, ...ofAudience] : [...ofArms, ...ofAudience, ...ofTime];
}
