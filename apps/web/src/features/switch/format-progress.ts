import type { SubscriptionProgress } from './use-switch.ts'

/** Describes the progress for screen readers: `Registration: 2 of 4 steps`. */
export const formatSwitchProgress = ({ lines, attempt }: SubscriptionProgress): string => {
  const over = lines.filter(({ status }) => status !== 'waiting' && status !== 'running').length
  const what = attempt?.kind === 'registration' ? 'Registration' : 'Deregistration'
  return lines.length === 0 ? '' : `${what}: ${over} of ${lines.length} steps`
}
