import { Fault } from '@hookwright/model'

/** What `read` gives; a value that does not fit is told with the number of its item, counted from 1. */
export const inItem = <Value>(index: number, read: () => Value): Value => {
  try {
    return read()
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== 'card.input-type') throw thrown
    const place = `${thrown.details.place} in item ${index + 1}`
    throw new Fault(thrown.code, { ...thrown.details, place })
  }
}
