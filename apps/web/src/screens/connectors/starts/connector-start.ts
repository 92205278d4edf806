import type { AppRouter } from '@hookwright/api'
import type { Authentication, Branding, Flow } from '@hookwright/model'
import type { inferRouterOutputs } from '@trpc/server'

/** Ready-made connector as returned by the server. */
export type GalleryEntry = inferRouterOutputs<AppRouter>['gallery']['list']['entries'][number]

/** Data to create a connector with. */
export interface NewConnector {
  name: string
  description: string
  authentication: Authentication
  branding: Branding
  flows: { name: string; doc: Flow }[]
}

/** Label and text about a service, shown before its connector is created. */
export interface ServiceFact {
  label: string
  text: string
  /** True for an assumption that the maker has to check. */
  isAssumed?: true
}

/** Starting point for a new connector, as shown in the list. */
export interface ListedStart {
  id: string
  name: string
  category: string
  /** Short description. */
  about: string
  /** Number of events and actions, shown in a list instead of the description. */
  contents?: string
  /** Letters of the icon if there is no logo. */
  letters: string
  logo: string | null
  /** Color of the icon: the color that the maker chose, or one derived from the connector's name. */
  accent: string
}

/** Starting point for a known service. Its branding, authentication and receiving rules are filled in. */
export interface ConnectorStart extends ListedStart {
  is: 'service'
  facts: readonly ServiceFact[]
  /** Instructions for the maker to finish the connector. */
  notes: readonly string[]
  /** Body of a sample event; undefined for none. */
  sample: unknown
  make: (newId: () => string) => NewConnector
}

/** Starting point that installs a ready-made connector. */
export interface GalleryStart extends ListedStart {
  is: 'gallery'
  entry: GalleryEntry
}

/** Any starting point in the list. */
export type AnyStart = ConnectorStart | GalleryStart
