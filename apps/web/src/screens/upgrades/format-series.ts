/** `3 flows are`, `1 flow is`. */
export const formatFlowCount = (count: number): string => (count === 1 ? '1 flow is' : `${count} flows are`)

/** Formats the warning that flows are still registered at an old address of the server. */
export const formatMoved = (count: number): string =>
  count === 1
    ? '1 flow is still registered at another address, so its events may get lost. It gets a new Event URL before its old one is taken back.'
    : `${count} flows are still registered at another address, so their events may get lost. Each gets a new Event URL before its old one is taken back.`

/** `2 flows re-register, 1 in place, 0 lost`. */
export const formatPlan = (plan: readonly { does: 're-register' | 'in-place' | 'lost' }[]): string => {
  const count = (does: string): number => plan.filter(each => each.does === does).length
  const anew = count('re-register')
  return `${anew} ${anew === 1 ? 'flow re-registers' : 'flows re-register'}, ${count('in-place')} in place, ${count('lost')} lost`
}

/** Formats the progress of a series. `done` does not count failures. */
export const formatSeries = (given: { of: number; done: number; isRunning: boolean }): string => {
  const { of, done, isRunning } = given
  return `${done} of ${of} done${isRunning ? '; the next one is under way' : ''}.`
}
