import { lazyPart, useLazy } from '@hookwright/ui'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { BookOpen, Cable, Plus, Settings } from 'lucide-react'
import { useMemo } from 'react'
import type { Action } from '../../kit/actions/action.ts'
import type { ActionRegistry } from '../../kit/actions/action-registry.ts'
import { useRegistry } from '../../kit/actions/use-actions.tsx'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { usePerson, useWhyNotMaker } from '../../kit/page/use-person.ts'

/** List of the pages of Help, which only the palette and Help itself need. */
const lazyHelpPages = lazyPart(() => import('../../screens/help/help-pages.ts'))

/** Maximum time to wait until a page registers an action, in milliseconds. */
const PATIENCE = 10_000

/** Runs an action of a page that is being opened, as soon as the page has registered it. */
const runOnceThere = (registry: ActionRegistry, id: string): void => {
  let stop = (): void => {}
  const attempt = (): void => {
    if (registry.find(id) === undefined) return
    stop()
    // The page has been drawn then, so that what the action needs is there.
    setTimeout(() => registry.run(id))
  }
  stop = registry.subscribe(attempt)
  setTimeout(stop, PATIENCE)
  attempt()
}

const settings = [
  { to: '/settings/general', name: 'General', words: 'theme density single-key shortcuts' },
  { to: '/settings/profile', name: 'Profile', words: 'my account change password role' },
  { to: '/settings/retention', name: 'Retention', words: 'redaction clear data days privacy delete storage' },
  { to: '/settings/recycle-bin', name: 'Recycle bin', words: 'deleted restore undo', notViewer: true },
  { to: '/settings/alerts', name: 'Alerts', words: 'webhook notify endpoint', adminOnly: true },
  { to: '/settings/members', name: 'Members', words: 'people users roles invite add', adminOnly: true },
  { to: '/settings/api-keys', name: 'API keys', words: 'token program bearer pipeline command line' },
  { to: '/settings/audit', name: 'Audit', words: 'log history who did when', adminOnly: true },
  { to: '/settings/processes', name: 'Processes', words: 'queue memory backlog metrics', adminOnly: true },
  { to: '/settings/about', name: 'About', words: 'version health data folder licences help' }
] as const

/** Adds palette entries that do not depend on the open page: items to create, settings, and connections. */
export const usePaletteEntries = (isOpen: boolean): Action[] => {
  const navigate = useNavigate()
  const registry = useRegistry()
  const whyNotMaker = useWhyNotMaker()
  const { role } = usePerson()
  const { connectorId } = useParams({ strict: false })
  const trpc = useTrpc()
  const { data: connections } = useQuery(
    trpc.connections.overview.queryOptions(isOpen && role !== 'viewer' ? undefined : skipToken)
  )
  const helpPages = useLazy(lazyHelpPages, isOpen)?.helpPages
  return useMemo(() => {
    /**
     * Creates an entry that opens a page and runs an action there. It is hidden on that page, which lists the
     * action itself.
     */
    const create = (
      id: string,
      label: string,
      group: string,
      on: { action: string; page: () => void; whyNot: string | null }
    ): Action => ({
      id,
      label,
      group,
      icon: Plus,
      words: 'create add',
      when: () => registry.find(on.action) === undefined && (on.whyNot ?? true),
      run: () => {
        on.page()
        runOnceThere(registry, on.action)
      }
    })
    const whyNotUser =
      role === 'viewer' ? 'Viewers cannot create flows. Ask an admin for the User role.' : null
    return [
      create('anywhere.new-flow', 'New flow', 'Flows', {
        action: 'user-flow.new',
        page: () => void navigate({ to: '/flows' }),
        whyNot: whyNotUser
      }),
      ...(connectorId === undefined
        ? []
        : [
            create('anywhere.new-maker-flow', 'New flow in this connector', 'Connector', {
              action: 'flow.new',
              page: () => void navigate({ to: '/connectors/$connectorId/flows', params: { connectorId } }),
              whyNot: whyNotMaker
            })
          ]),
      create('anywhere.new-connector', 'New connector', 'Connectors', {
        action: 'connector.new',
        page: () => void navigate({ to: '/connectors' }),
        whyNot: whyNotMaker
      }),
      ...settings
        .filter(page => !('adminOnly' in page) || role === 'admin')
        .filter(page => !('notViewer' in page) || role !== 'viewer')
        .map(
          ({ to, name, words }): Action => ({
            id: `go.settings-${name}`,
            label: `Settings: ${name}`,
            group: 'Settings',
            icon: Settings,
            words,
            run: () => void navigate({ to })
          })
        ),
      ...(helpPages ?? []).map(
        ({ name, title, about }): Action => ({
          id: `go.help-${name}`,
          label: `Help: ${title}`,
          group: 'Help',
          icon: BookOpen,
          words: `documentation guide ${about}`,
          run: () => void navigate({ to: '/help/$page', params: { page: name } })
        })
      ),
      ...(connections ?? []).map(
        ({ id, name, connectorId, connectorName }): Action => ({
          id: `connection.open.${id}`,
          label: name,
          group: 'Connections',
          kind: 'connection',
          icon: Cable,
          connectorId,
          hint: connectorName,
          words: connectorName,
          run: () => void navigate({ to: '/connections', search: { connection: id } })
        })
      )
    ]
  }, [connections, connectorId, helpPages, navigate, registry, role, whyNotMaker])
}
