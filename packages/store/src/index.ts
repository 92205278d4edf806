export { KEYS_LAST } from './resources/deliveries/dedup-keys.ts'
export * from './store.ts'
