export { poll } from './poll';
