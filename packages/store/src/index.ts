export { DEDUP_KEY_LIFETIME } from './resources/deliveries/dedup-keys.ts'
export * from './store.ts'
