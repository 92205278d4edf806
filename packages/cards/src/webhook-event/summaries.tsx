export { ReceivingSummary } from './receiving/receiving-summary.tsx'
export { RegistrationSummary } from './registration/registration-summary.tsx'
