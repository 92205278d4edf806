import type { WaitsFor } from './run.ts'

/** Formats the condition that a run waits for, as a sentence without the time. */
export const sayWaiting = (waitsFor: WaitsFor): string => {
  switch (waitsFor.is) {
    case 'time':
      return `The card “${waitsFor.card}” is waiting.`
    case 'retry':
      return `The card “${waitsFor.card}” was tried ${waitsFor.tried} of ${waitsFor.of} times because ${waitsFor.cause}.`
    case 'held':
      return waitsFor.cause
    case 'asked':
      return 'It was continued by a person.'
  }
}
