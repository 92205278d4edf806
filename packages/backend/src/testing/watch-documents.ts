import type { Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'

/** Recorder of the flows whose documents are read from a store. */
export interface DocumentWatch {
  around: (store: Store) => Store
  /** Returns the ids of flows whose documents were read since the last call. They are unique and sorted. */
  take: () => Id[]
}

const isDocument = (thing: unknown): thing is { id: Id } =>
  typeof thing === 'object' && thing !== null && 'doc' in thing && 'id' in thing

export const watchDocuments = (): DocumentWatch => {
  let read = new Set<Id>()
  const noted = <Value>(value: Value): Value => {
    for (const thing of Array.isArray(value) ? value : [value]) if (isDocument(thing)) read.add(thing.id)
    return value
  }
  return {
    around: store => ({
      ...store,
      flows: new Proxy(store.flows, {
        get: (flows, name, receiver) => {
          const method: unknown = Reflect.get(flows, name, receiver)
          if (typeof method !== 'function') return method
          return (...args: unknown[]) => Promise.resolve(method.apply(flows, args)).then(noted)
        }
      })
    }),
    take: () => {
      const taken = [...read].sort()
      read = new Set()
      return taken
    }
  }
}
