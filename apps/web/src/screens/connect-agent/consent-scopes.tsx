import type { AgentScope } from '@hookwright/model'
import { Checkbox } from '@hookwright/ui'
import type { AccessRequest } from './api-types.ts'

/**
 * Texts about each kind of access: its label, its description, and the text if it currently includes nothing
 * (`none`).
 */
const scopeTexts: Record<AgentScope, { label: string; about: string; none: string }> = {
  tools: {
    label: 'Tools',
    about: 'Call actions of connectors. Each call is a run that you can see in the history.',
    none: 'You expose no tools yet. Tools that you expose later are included.'
  },
  events: {
    label: 'Events',
    about: 'Subscribe to events of connectors and receive their data.',
    none: 'There are no events that you can use yet. Events that are deployed later are included.'
  },
  connectors: {
    label: 'Connectors as files',
    about:
      'Read and validate connectors, and plan deployments. Only you can deploy a connector or turn on a flow.',
    none: ''
  }
}

type Line = { key: string; title: string; connector: string; notes: string[] }

/** Returns what a kind of access currently includes, by connector. */
const linesOf = (scope: AgentScope, { tools, events }: AccessRequest): Line[] => {
  if (scope === 'tools')
    return tools.map(({ name, title, connectorName, connectionName, asksFirst, readOnly }) => ({
      ...{ key: name, title, connector: connectorName },
      notes: [
        ...(connectionName === null ? [] : [`with ${connectionName}`]),
        ...(readOnly ? ['reads only'] : []),
        ...(asksFirst ? ['needs your approval'] : [])
      ]
    }))
  if (scope === 'events')
    return events.map(({ name, title, connectorName, connectionNames }) => ({
      ...{ key: name, title, connector: connectorName },
      notes: connectionNames.length === 0 ? [] : [`with ${connectionNames.join(' or ')}`]
    }))
  return []
}

/** Checkboxes for the requested kinds of access, each with a list of what it includes. */
export const ConsentScopes = ({
  request,
  isIncluded,
  chosen,
  onChange
}: {
  request: AccessRequest
  /** Returns true for a connector that the client would be allowed to use. */
  isIncluded: (connectorName: string) => boolean
  chosen: readonly AgentScope[]
  onChange: (chosen: AgentScope[]) => void
}) => (
  <fieldset className="m-0 flex flex-col gap-3 border-0 p-0">
    <legend className="mb-2 p-0 text-label text-ink">The client may use</legend>
    {request.scopes.map(scope => {
      const { label, about, none } = scopeTexts[scope]
      const all = linesOf(scope, request)
      const lines = all.filter(({ connector }) => isIncluded(connector))
      const empty = all.length === 0 ? none : `The selected connectors have no ${label.toLowerCase()}.`
      return (
        <div key={scope} className="flex flex-col gap-1">
          <Checkbox
            label={label}
            description={about}
            checked={chosen.includes(scope)}
            onCheckedChange={checked =>
              onChange(checked ? [...chosen, scope] : chosen.filter(one => one !== scope))
            }
          />
          {lines.length > 0 ? (
            <ul aria-label={label} className="m-0 ml-8 flex list-none flex-col gap-1 p-0 text-small">
              {lines.map(({ key, title, connector, notes }) => (
                <li key={key} className="wrap-anywhere text-ink-2">
                  <span className="text-ink">{title}</span> · {[connector, ...notes].join(' · ')}
                </li>
              ))}
            </ul>
          ) : (
            empty !== '' && <p className="m-0 ml-8 text-small text-ink-3">{empty}</p>
          )}
        </div>
      )
    })}
  </fieldset>
)
