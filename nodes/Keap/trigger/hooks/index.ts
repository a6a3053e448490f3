export { isSubscribed, subscribe, unsubscribe } from './lifeCycle';
export { listen } from './listen';
export { hookProperties } from './properties';
export { readDelivered } from './records';
