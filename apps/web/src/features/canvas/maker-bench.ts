import { readOnlyBench, type Workbench } from '@hookwright/cards/views'
import { type Connector, type Id, noAuthentication } from '@hookwright/model'
import type { HomeBench } from './bench.tsx'
import type { Canvas } from './canvas.ts'
import { DryRun } from './dry-run/dry-run.tsx'
import { Listen } from './listen/listen.tsx'
import { useLastMatches, useReceived } from './received.ts'
import { keepSample, useSamples, useSource } from './samples.ts'
import { useTestConnections } from './use-choices.ts'
import { useDrift } from './use-drift.ts'
import { useFieldUses } from './use-field-uses.ts'

const plainBrand = { accent: 'var(--accent)', logo: null }

/** Empty list of connections. A maker's flow belongs to its connector and can listen without a connection. */
const none: never[] = []

/**
 * Returns the functions that the cards of a maker's flow call. While the connector is loading, a default name
 * and logo are used.
 */
export const makerBench = (
  canvas: Canvas,
  params: {
    connectorId: Id
    connector: Pick<Connector, 'name' | 'branding' | 'authentication'> | undefined
    loadChoices: Workbench['loadChoices']
    loadFields: Workbench['loadFields']
    explainReceiving: Workbench['explainReceiving']
  }
): HomeBench => {
  const { connectorId, connector, loadChoices, loadFields, explainReceiving } = params
  const brand = connector?.branding ?? plainBrand
  const connectorName = connector?.name ?? ''
  return {
    loadChoices,
    loadFields,
    explainReceiving,
    baseUrl: connector?.authentication.baseUrl ?? noAuthentication.baseUrl,
    brand,
    connectorName,
    connectorOf: () => ({ name: connectorName, accent: brand.accent, logo: brand.logo }),
    Choices: readOnlyBench.Choices,
    RenewalText: readOnlyBench.RenewalText,
    DryRun,
    Listen,
    useConnections: () => none,
    newConnection: null,
    openConnection: null,
    useTestConnections: () => useTestConnections(connectorId),
    useSource: () => useSource(canvas),
    useSamples: () => useSamples(canvas),
    useDrift: () => useDrift(canvas, connectorId),
    useReceived: () => useReceived(canvas),
    useLastMatches: () => useLastMatches(canvas),
    keepSample: body => keepSample(canvas, body),
    useFieldUses: (of, fields) => useFieldUses(canvas, of, fields)
  }
}
