// Property tests try new values on every run; the gate repeats the same ones, so that it judges the change and not the dice.
if (process.env.CI) require('fast-check').configureGlobal({ seed: 20_261_122 });
