import { Fault } from '@hookwright/model'

const isTypeFault = (thrown: unknown): thrown is Fault =>
  thrown instanceof Fault && (thrown.code === 'card.input-type' || thrown.code === 'card.output-type')

/** Returns the result of `read`; a conversion error names the number of the item, counted from 1. */
export const inItem = <Value>(index: number, read: () => Value): Value => {
  try {
    return read()
  } catch (thrown) {
    if (!isTypeFault(thrown)) throw thrown
    const place = `${thrown.details.place} in item ${index + 1}`
    throw new Fault(thrown.code, { ...thrown.details, place })
  }
}
