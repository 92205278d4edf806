import type { WaitsFor } from './run.ts'

/** What a run waits for, as a sentence that says nothing of when. */
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
