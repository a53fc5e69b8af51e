#!/usr/bin/env node
import 'reflect-metadata';
import { runCli } from './cli';

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort(new Error('interrupted')));

const io = {
  environment: process.env,
  out: (text: string) => void process.stdout.write(text),
  err: (text: string) => void process.stderr.write(text),
  signal: stop.signal,
};
void runCli(process.argv.slice(2), io).then((exitCode) => {
  process.exitCode = exitCode;
});
