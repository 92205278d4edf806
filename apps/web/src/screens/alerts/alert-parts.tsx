export { AlertRules as AlertParts } from './alert-rules.tsx'
