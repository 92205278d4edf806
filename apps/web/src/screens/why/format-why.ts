import type { WhyCheck, WhyPlace } from '@hookwright/model'

/** Labels of the checks on the way from an event to a run, such as “Event URL” and “Last run”. */
export const placeLabels: Record<WhyPlace, string> = {
  'event-url': 'Event URL',
  registration: 'Registration',
  polling: 'Polling',
  request: 'Last event',
  state: 'Switch',
  services: 'Services',
  run: 'Last run',
  suspended: 'Suspended',
  limits: 'Limits'
}

/** Text alternatives for the icons of the checks. */
export const toneLabels: Record<WhyCheck['tone'], string> = {
  ok: 'OK',
  warn: 'Warning',
  err: 'Problem',
  none: 'None yet'
}

/**
 * Returns true for a check that fails only because the flow is off or paused. That is not a failure of the
 * flow.
 */
export const isSwitchedOff = ({ place, tone, at, fixes }: WhyCheck): boolean =>
  tone === 'err' &&
  (place === 'state' || (place === 'event-url' && at === null && fixes.some(fix => fix.do === 'turn-on')))

/**
 * Returns one sentence that sums up all checks. It names the cause, otherwise a possible cause; without
 * either it says that there is no problem.
 */
export const summaryOf = (lines: WhyCheck[]): { tone: 'err' | 'warn' | 'info' | 'ok'; says: string } => {
  const cause = lines.find(({ isCause }) => isCause)
  if (cause !== undefined && isSwitchedOff(cause)) return { tone: 'info', says: cause.what }
  if (cause !== undefined) return { tone: 'err', says: cause.what }
  const doubt = lines.find(({ tone }) => tone === 'warn')
  if (doubt !== undefined) return { tone: 'warn', says: `The flow can run. ${doubt.what}` }
  const hasRun = lines.some(({ place, tone }) => place === 'run' && tone === 'ok')
  return {
    tone: 'ok',
    says: `No problems. The flow is on${hasRun ? ' and processed its last event' : ''}.`
  }
}
