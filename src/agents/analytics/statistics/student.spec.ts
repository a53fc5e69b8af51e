import { studentQuantile, twoSidedStudentP } from './student';

describe("Student's t", () => {
  // 2·stats.t.sf(t, degrees) and stats.t.isf(p / 2, degrees) of SciPy 1.17.
  it.each([
    [0.3, 1, 0.8144528418445154],
    [2.5, 1, 0.24223788318168682],
    [1.897367, 5.882353, 0.10753113469506584],
    [2.0, 30.5, 0.054473663599679874],
    [5, 60, 5.288024210674266e-6],
    [3.1, 2000.7, 0.0019621628434307228],
    [4.47, 40613.2, 7.843094311418981e-6],
    [12, 42612, 4.0182480279271784e-33],
    [0.01, 7, 0.9923003176436217],
    [1.9, 100, 0.06031391408447122],
  ])('has the tail of t %p with %p degrees to eleven digits', (t, degrees, p) => {
    expect(twoSidedStudentP(t, degrees) / p).toBeCloseTo(1, 11);
  });

  it.each([
    [0.05, 1, 12.706204736174705],
    [0.05, 2.4, 3.683504289675021],
    [0.05, 7, 2.3646242515927844],
    [0.05, 48.2, 2.0104192490383777],
    [0.05, 42611.3, 1.9600196584450975],
    [0.01, 12, 3.054539589392902],
  ])('has the quantile of p %p with %p degrees to twelve digits', (p, degrees, t) => {
    expect(studentQuantile(p, degrees) / t).toBeCloseTo(1, 12);
  });
});
