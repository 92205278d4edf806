import type { CardProblem, CardSpec, Ports, Specs, Surroundings } from '@hookwright/engine'
import type { Card, JsonObject } from '@hookwright/model'

const memoOne = (spec: CardSpec): CardSpec => {
  let around: Surroundings | null = null
  let ports = new WeakMap<JsonObject, Ports | null>()
  let checks = new WeakMap<Card, CardProblem[]>()
  const renew = (surroundings: Surroundings): void => {
    if (around === surroundings) return
    around = surroundings
    ports = new WeakMap()
    checks = new WeakMap()
  }
  return {
    ...spec,
    ports: (config, surroundings) => {
      renew(surroundings)
      const known = ports.get(config)
      if (known !== undefined) return known
      const found = spec.ports(config, surroundings)
      ports.set(config, found)
      return found
    },
    check: (card, surroundings) => {
      renew(surroundings)
      const known = checks.get(card)
      if (known !== undefined) return known
      const found = spec.check(card, surroundings)
      checks.set(card, found)
      return found
    }
  }
}

/**
 * Memoizes the results of specs per config and card while the surroundings stay the same.
 * An edit keeps the unchanged parts of a flow, so that a new evaluation costs only what changed.
 */
export const memoSpecs = (specs: Specs): Specs =>
  new Map([...specs].map(([type, spec]) => [type, memoOne(spec)]))
