import type { ArmTotals } from '../arm-totals';

/** Customers, visits, conversions, spend, squared spend. */
const FIELDS = 5;

/** The figures of the rows of one block, row by row; rows whose arm is −1 are left out. */
export interface RowFigures {
  arm: Int32Array;
  customers: Float64Array;
  visits: Float64Array;
  conversions: Float64Array;
  spend: Float64Array;
  spendSquared: Float64Array;
}

/** Sums of all figures by level and arm; one level stands for the whole table. */
export class CellSums {
  private readonly sums: Float64Array;

  constructor(
    private readonly levels: readonly string[],
    private readonly arms: readonly string[],
  ) {
    this.sums = new Float64Array(levels.length * arms.length * FIELDS);
  }

  /** Adds one row to a level. */
  add(level: number, row: number, figures: RowFigures): void {
    const at = (level * this.arms.length + figures.arm[row]!) * FIELDS;
    this.sums[at] = this.sums[at]! + figures.customers[row]!;
    this.sums[at + 1] = this.sums[at + 1]! + figures.visits[row]!;
    this.sums[at + 2] = this.sums[at + 2]! + figures.conversions[row]!;
    this.sums[at + 3] = this.sums[at + 3]! + figures.spend[row]!;
    this.sums[at + 4] = this.sums[at + 4]! + figures.spendSquared[row]!;
  }

  /** The levels that hold customers, each with the arms that hold customers there. */
  levelTotals(): { level: string; arms: ArmTotals[] }[] {
    return this.levels.map((level, index) => ({ level, arms: this.armTotals(index) })).filter(({ arms }) => arms.length > 0);
  }

  private armTotals(level: number): ArmTotals[] {
    return this.arms
      .map((arm, index) => {
        const at = (level * this.arms.length + index) * FIELDS;
        const [customers, visits, conversions, spend, spendSquared] = this.sums.subarray(at, at + FIELDS);
        return { arm, customers: customers!, visits: visits!, conversions: conversions!, spend: spend!, spendSquared: spendSquared! };
      })
      .filter(({ customers }) => customers > 0);
  }
}
