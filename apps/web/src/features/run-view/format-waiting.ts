import type { RunStatus } from '@hookwright/model'
import { timeFormat } from '../../kit/page/time-format.ts'

type Waiting = Extract<RunStatus, { is: 'waiting' }>

const clock = timeFormat({ hour: '2-digit', minute: '2-digit' })
const day = timeFormat({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })

const formatWhen = (until: number, now: number): string =>
  new Date(until).toDateString() === new Date(now).toDateString() ? clock(until) : day(until)

/**
 * Describes why and until when a run waits: “Waiting: attempt 2 of 5 failed because …; next attempt at
 * 14:02.”
 *
 * `service` is the name of the service, or null.
 */
export const formatWaiting = (status: Waiting, now: number, service: string | null = null): string => {
  const { until, waitsFor } = status
  const when = formatWhen(until, now)
  const isDue = until <= now
  const named = (cause: string): string =>
    service === null ? cause : cause.replace(/^the service\b/, service)
  switch (waitsFor.is) {
    case 'time':
      return isDue
        ? `“${waitsFor.card}” is over; the run continues now.`
        : `The card “${waitsFor.card}” waits until ${when}.`
    case 'retry': {
      const tried = `attempt ${waitsFor.tried} of ${waitsFor.of} failed`
      const next = isDue ? 'retrying now' : `next attempt at ${when}`
      const asked = waitsFor.byService ? ', which asked to wait until then' : ''
      return `Waiting: ${tried} because ${named(waitsFor.cause)}${asked}; ${next}.`
    }
    case 'held':
      return isDue ? `The run continues now. ${waitsFor.cause}` : `Waiting until ${when}: ${waitsFor.cause}`
    case 'asked':
      return 'The run continues now.'
  }
}
