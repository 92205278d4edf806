import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noAuthentication } from '../connectors/authentication.ts'
import { plainBranding } from '../connectors/connector.ts'
import type { ConnectorContent, FlowContent } from './connector-content.ts'
import { mergeConnector, mergeUnits, usualTakes } from './merge-connector.ts'

const flowOf = (n: number, description: string): FlowContent => ({
  ...{ id: `00000000-0000-7000-8000-00000000000${n}`, name: `Flow ${n}`, description },
  ...{ active: true, saveAll: true, doc: { schemaVersion: 1, strip: [], cards: {} } }
})

/** Returns a connector with the given description, and a flow for each text that is not null. */
const contentOf = ({ about, flows }: { about: string; flows: (string | null)[] }): ConnectorContent => ({
  ...{ key: 'acme', name: 'Acme', description: about, branding: plainBranding },
  authentication: noAuthentication,
  flows: flows.flatMap((text, n) => (text === null ? [] : [flowOf(n, text)]))
})

const content = fc
  .record({
    about: fc.constantFrom('a', 'b', 'c'),
    flows: fc.array(fc.constantFrom('a', 'b', 'c', null), { minLength: 5, maxLength: 5 })
  })
  .map(contentOf)

const byPart = ({ description, branding, authentication, flows }: ConnectorContent) =>
  new Map<string, unknown>([
    ['about', { description, branding }],
    ['authentication', authentication],
    ...flows.map((flow): [string, unknown] => [flow.id, flow])
  ])

describe('a three-way merge of a connector', () => {
  it('without a choice keeps your version', () => {
    fc.assert(
      fc.property(content, content, (yours, theirs) => {
        expect(mergeConnector(yours, theirs, new Set())).toEqual(yours)
      })
    )
  })

  it('has their version of each chosen part, and yours of all others', () => {
    fc.assert(
      fc.property(content, content, content, fc.array(fc.nat(6)), (base, yours, theirs, picks) => {
        const units = mergeUnits(base, yours, theirs)
        const takes = new Set(picks.flatMap(at => units[at]?.part ?? []))
        const merged = byPart(mergeConnector(yours, theirs, takes))
        const [mine, other] = [byPart(yours), byPart(theirs)]
        for (const part of new Set([...mine.keys(), ...other.keys()])) {
          const isTaken = takes.has(part) && other.has(part)
          expect(merged.get(part)).toEqual(isTaken ? other.get(part) : mine.get(part))
        }
      })
    )
  })

  it('by default keeps all your changes, and applies all parts that only they changed', () => {
    fc.assert(
      fc.property(content, content, content, (base, yours, theirs) => {
        const merged = byPart(
          mergeConnector(yours, theirs, new Set(usualTakes(mergeUnits(base, yours, theirs))))
        )
        const [was, mine, other] = [byPart(base), byPart(yours), byPart(theirs)]
        for (const part of new Set([...was.keys(), ...mine.keys(), ...other.keys()])) {
          const isMine = JSON.stringify(was.get(part)) !== JSON.stringify(mine.get(part))
          const isKept = isMine || !other.has(part)
          expect(merged.get(part)).toEqual(isKept ? mine.get(part) : other.get(part))
        }
      })
    )
  })

  it('has no units where both sides are equal, for any base', () => {
    fc.assert(
      fc.property(content, content, (base, yours) => {
        expect(mergeUnits(base, yours, yours)).toEqual([])
      })
    )
  })
})
