/** `3 flows are`, `1 flow is`. */
export const countWords = (count: number): string => (count === 1 ? '1 flow is' : `${count} flows are`)

/** What it means that so many flows are registered at an address that is not the server’s any more. */
export const movedWords = (count: number): string =>
  count === 1
    ? '1 flow is still registered at another address, so its events may get lost. It gets a new Event URL before its old one is taken back.'
    : `${count} flows are still registered at another address, so their events may get lost. Each gets a new Event URL before its old one is taken back.`

/** `2 flows re-register, 1 in place, 0 lost`. */
export const planWords = (plan: readonly { does: 're-register' | 'in-place' | 'lost' }[]): string => {
  const count = (does: string): number => plan.filter(each => each.does === does).length
  const anew = count('re-register')
  return `${anew} ${anew === 1 ? 'flow re-registers' : 'flows re-register'}, ${count('in-place')} in place, ${count('lost')} lost`
}

/** How many of a series came about so far; what came to nothing is not among them. */
export const seriesWords = (given: { of: number; done: number; isRunning: boolean }): string => {
  const { of, done, isRunning } = given
  return `${done} of ${of} done${isRunning ? '; the next one is under way' : ''}.`
}
