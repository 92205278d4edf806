import type { CardProblem, CardSpec, Catalog, Ports, Specs } from '@hookwright/engine'
import type { Card, JsonObject } from '@hookwright/model'

const memoOne = (spec: CardSpec): CardSpec => {
  let around: Catalog | null = null
  let ports = new WeakMap<JsonObject, Ports | null>()
  let checks = new WeakMap<Card, CardProblem[]>()
  const renew = (catalog: Catalog): void => {
    if (around === catalog) return
    around = catalog
    ports = new WeakMap()
    checks = new WeakMap()
  }
  return {
    ...spec,
    ports: (config, catalog) => {
      renew(catalog)
      const known = ports.get(config)
      if (known !== undefined) return known
      const found = spec.ports(config, catalog)
      ports.set(config, found)
      return found
    },
    check: (card, catalog) => {
      renew(catalog)
      const known = checks.get(card)
      if (known !== undefined) return known
      const found = spec.check(card, catalog)
      checks.set(card, found)
      return found
    }
  }
}

/**
 * Returns card type definitions with memoized results, per config and card, for an unchanged catalog.
 *
 * An edit keeps the unchanged parts of a flow, so only the changed cards are computed again.
 */
export const memoSpecs = (specs: Specs): Specs =>
  new Map([...specs].map(([type, spec]) => [type, memoOne(spec)]))
