import type { AppRouter } from '@hookwright/api'
import type { Authentication, Branding, Flow } from '@hookwright/model'
import type { inferRouterOutputs } from '@trpc/server'

/** Ready connector, as the server lists it. */
export type GalleryEntry = inferRouterOutputs<AppRouter>['gallery']['list']['entries'][number]

/** Data to create a connector with. */
export interface NewConnector {
  name: string
  description: string
  authentication: Authentication
  branding: Branding
  flows: { name: string; doc: Flow }[]
}

/** A fact about a service, known before its connector is created. */
export interface ServiceFact {
  label: string
  text: string
  /** True for an assumption that the maker has to check. */
  isAssumed?: true
}

/** Start for a new connector in a list. */
export interface ListedStart {
  id: string
  name: string
  category: string
  /** Short description. */
  about: string
  /** Numbers of its events and actions, shown in a list instead of the description. */
  contents?: string
  /** Letters of its mark if it has no logo. */
  letters: string
  logo: string | null
  /** Colour of its mark; that of its connector, which is derived from the name unless its maker chose one. */
  accent: string
}

/** Start from a known service: its branding, sign-in and receiving rules are filled in. */
export interface ConnectorStart extends ListedStart {
  is: 'service'
  facts: readonly ServiceFact[]
  /** Sentences that help to finish the connector. */
  notes: readonly string[]
  /** Body of a sample event; undefined for none. */
  sample: unknown
  make: (newId: () => string) => NewConnector
}

/** Start that installs a ready connector. */
export interface GalleryStart extends ListedStart {
  is: 'gallery'
  entry: GalleryEntry
}

/** Any start in the list. */
export type AnyStart = ConnectorStart | GalleryStart
