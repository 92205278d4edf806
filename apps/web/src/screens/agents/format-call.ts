import type { Tone } from '@hookwright/ui'
import type { ConnectedClient, ExposedTool, ListedCall } from './api-types.ts'

/** Formats a client as “Name (host)”. The client states both itself; neither is verified. */
export const formatClient = ({ name, host }: Pick<ListedCall['client'], 'name' | 'host'>): string =>
  host === null || host === name ? name : `${name} (${host})`

const scopeNames = { tools: 'Tools', events: 'Events', connectors: 'Connectors as files' } as const

/** Formats the access of a client: “Tools, Events · 2 connectors”. */
export const formatScopes = ({
  scopes,
  connectorIds
}: Pick<ConnectedClient, 'scopes' | 'connectorIds'>): string => {
  const kinds = scopes.map(scope => scopeNames[scope]).join(', ')
  if (connectorIds === null) return `${kinds} · All connectors`
  return `${kinds} · ${connectorIds.length} ${connectorIds.length === 1 ? 'connector' : 'connectors'}`
}

const decided = {
  approved: 'Approved',
  refused: 'Refused',
  expired: 'Expired',
  withdrawn: 'Cancelled'
} as const

/** Returns the label and the color for the status of a tool call: “Running”, “Refused”. */
export const formatCallStatus = ({ status, decision }: ListedCall): { label: string; tone: Tone } => {
  switch (status?.is) {
    case undefined:
    case 'queued':
    case 'running':
    case 'waiting':
      return { label: 'Running', tone: 'busy' }
    case 'succeeded':
      return { label: 'Succeeded', tone: 'neutral' }
    case 'failed':
      return { label: 'Failed', tone: 'err' }
    case 'cancelled':
      return {
        label: decision === null || decision.is === 'approved' ? 'Cancelled' : decided[decision.is],
        tone: 'neutral'
      }
    case 'on-hold':
      return { label: decision === null ? 'Waiting' : 'On hold', tone: 'warn' }
  }
}

const LONGEST_VALUE = 400

/** Formats an argument of a tool call as text or JSON, truncated if it is long. */
export const formatArgument = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text
}

const LONGEST_FIXED = 60

/** Formats the fixed values of a tool in one line, such as “Repository: hall · Days: empty”. */
export const formatFixed = (fixed: ExposedTool['fixed']): string =>
  fixed
    .map(({ label, value }) => {
      const text = value === null ? 'empty' : formatArgument(value)
      return `${label}: ${text.length > LONGEST_FIXED ? `${text.slice(0, LONGEST_FIXED)}…` : text}`
    })
    .join(' · ')
