import type { WaitsFor } from './run.ts'

/** Formats the condition that a run waits for, as a sentence without the time. */
export const sayWaiting = (waitsFor: WaitsFor): string => {
  switch (waitsFor.is) {
    case 'time':
      return `Its card “${waitsFor.card}” waits.`
    case 'retry':
      return `Its card “${waitsFor.card}” was tried ${waitsFor.tried} of ${waitsFor.of} times, since ${waitsFor.cause}.`
    case 'held':
      return waitsFor.cause
    case 'asked':
      return 'Somebody has let it go on.'
  }
}
