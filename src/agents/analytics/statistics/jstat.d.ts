/** The few functions of jStat (MIT) that this folder uses; the package ships no types. */
declare module 'jstat' {
  export const jStat: {
    normal: { cdf(x: number, mean: number, deviation: number): number; inv(p: number, mean: number, deviation: number): number };
    studentt: { inv(p: number, degrees: number): number };
    chisquare: { cdf(x: number, degrees: number): number };
    ibeta(x: number, a: number, b: number): number;
  };
}
