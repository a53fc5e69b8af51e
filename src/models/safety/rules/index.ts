export { findHarm } from './find-harm';
