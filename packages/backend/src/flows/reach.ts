import {
  eventsOfVersion,
  flowsReached,
  type NamedFlow,
  type PreparedFlows,
  prepareFlows,
  type Specs,
  type Surroundings,
  signaturesOf,
  surroundingsOfMaker
} from '@hookwright/engine'
import type { VersionSnapshot } from '@hookwright/model'

/** What a user's flow sees around itself: its neighbours, and the events of these versions. */
export const surroundingsOfUser = (
  helpers: NamedFlow[],
  versions: { id: string; snapshot: VersionSnapshot }[],
  specs: Specs
): Surroundings => ({
  connectionFields: [],
  flows: signaturesOf(helpers, specs),
  events: new Map(versions.flatMap(version => eventsOfVersion(version.id, version.snapshot, specs)))
})

/** The helper flows that a flow reaches through its cards, and through theirs, itself left out. */
export const reachedFrom = <Candidate extends NamedFlow>(
  flow: NamedFlow,
  candidates: Candidate[],
  specs: Specs
): Candidate[] => flowsReached([flow.doc], candidates, card => specs.get(card.type)?.calls(card.config) ?? [])

/** The flows of a version, and those of a user's revision if one is given, made ready to run together. */
export const prepareReach = (given: {
  specs: Specs
  versionId: string
  snapshot: VersionSnapshot
  userFlows: NamedFlow[]
}): PreparedFlows => {
  const { specs, versionId, snapshot, userFlows } = given
  const maker = surroundingsOfMaker(snapshot.authentication, snapshot.flows, specs)
  const user = surroundingsOfUser(userFlows, [{ id: versionId, snapshot }], specs)
  return prepareFlows({
    specs,
    surroundings: {
      connectionFields: maker.connectionFields,
      flows: new Map([...maker.flows, ...user.flows]),
      events: user.events
    },
    flows: new Map([...snapshot.flows, ...userFlows].map(flow => [flow.id, flow.doc]))
  })
}
