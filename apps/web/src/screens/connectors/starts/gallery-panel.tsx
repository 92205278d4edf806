import { evidenceSentences } from '@hookwright/model'
import { BrandMark, Button } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { BadgeCheck, BookOpen, GitFork } from 'lucide-react'
import { Fragment } from 'react'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useNotifier } from '../../../kit/page/use-notifier.ts'
import type { GalleryEntry, GalleryStart } from './connector-start.ts'
import { StartPanel } from './start-panel.tsx'

const headingClass = 'm-0 mb-1 text-small font-semibold text-ink-3'

const linkClass =
  'inline-flex min-h-6 items-center [overflow-wrap:anywhere] text-small text-accent-text underline-offset-2 hover:underline'

const FlowList = ({ title, flows }: { title: string; flows: GalleryEntry['events'] }) => {
  const id = `gallery-${title.toLowerCase()}`
  return flows.length === 0 ? null : (
    <section aria-labelledby={id}>
      <h3 id={id} className={headingClass}>
        {title}
      </h3>
      <ul className="m-0 list-none border-b border-line p-0">
        {flows.map(({ name, description }) => (
          <li key={name} className="border-t border-line py-1.5">
            <span className="block text-label text-ink">{name}</span>
            <span className="block text-small text-ink-2">{description}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Evidence = ({ evidence }: { evidence: GalleryEntry['evidence'] }) => {
  const Icon = evidence.evidence === 'implementation' ? BadgeCheck : BookOpen
  return (
    <section aria-labelledby="gallery-evidence">
      <h3 id="gallery-evidence" className={headingClass}>
        How it was tested
      </h3>
      <p className="m-0 flex gap-2 text-body text-ink">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" strokeWidth={1.85} />
        {evidenceSentences[evidence.evidence]}
      </p>
      {evidence.runs.map(({ against, covers }) => (
        <p key={against} className="m-0 pl-6 text-small text-ink-2">
          {against}: {covers.join(', ')}
        </p>
      ))}
      {evidence.notes !== undefined && (
        <p className="m-0 mt-1 pl-6 text-small text-ink-2">{evidence.notes}</p>
      )}
      <ul aria-label="References" className="m-0 mt-1 list-none p-0 pl-6">
        {evidence.references.map(({ url }) => (
          <li key={url}>
            <a href={url} target="_blank" rel="noreferrer" className={linkClass}>
              <span>
                {url
                  .replace(/^https:\/\//, '')
                  .split('/')
                  .map((part, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of an address never change places.
                    <Fragment key={index}>
                      {index > 0 && '/'}
                      <wbr />
                      {part}
                    </Fragment>
                  ))}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Installed = ({ entry }: { entry: GalleryEntry }) => (
  <section aria-labelledby="gallery-installed">
    <h3 id="gallery-installed" className={headingClass}>
      Installed
    </h3>
    <ul className="m-0 list-none p-0">
      {entry.installed.map(({ connectorId, name, hasUpdate }) => (
        <li key={connectorId} className="flex flex-wrap items-center gap-x-3">
          <Link to="/connectors/$connectorId/overview" params={{ connectorId }} className={linkClass}>
            {name}
          </Link>
          {hasUpdate && (
            <Link to="/connectors/$connectorId/gallery" params={{ connectorId }} className={linkClass}>
              Compare and update
            </Link>
          )}
        </li>
      ))}
    </ul>
  </section>
)

/**
 * Panel to install a ready-made connector. It shows events, actions, called hosts, and how the connector was
 * verified.
 */
export const GalleryPanel = ({ start, onBack }: { start: GalleryStart; onBack: () => void }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const notifier = useNotifier()
  const install = useMutation(trpc.gallery.install.mutationOptions())
  const { entry, name, logo, accent, letters } = start

  const take = async (isFork: boolean): Promise<void> => {
    if (install.isPending) return
    const made = await install.mutateAsync({ key: entry.key, isFork })
    for (const queryKey of [trpc.connectors.pathKey(), trpc.gallery.pathKey()])
      await queries.invalidateQueries({ queryKey })
    notifier.done(
      isFork
        ? `The fork “${made.name}” was created and deployed. It does not receive updates from the gallery.`
        : `“${made.name}” was installed and deployed. Its events and actions can be used in flows.`
    )
    await navigate({ to: '/connectors/$connectorId/overview', params: { connectorId: made.id } })
  }
  /** Ignores rejections of a promise, which the panel shows itself. */
  const shown = (work: Promise<void>): void => void work.catch(() => {})
  const methods = entry.methods.filter(method => method !== '')

  return (
    <StartPanel
      refused={install.error === null ? null : faultOf(install.error).message}
      busy={install.isPending}
      label={`Install ${name}`}
      onCreate={() => shown(take(false))}
      onBack={onBack}
    >
      <header className="flex items-start gap-3">
        <BrandMark name={name} logo={logo} accent={accent} letters={letters} size={44} />
        <div className="min-w-0">
          <h2 className="m-0 text-h2 text-ink">{name}</h2>
          <p className="m-0 text-body text-ink-2">{entry.description}</p>
        </div>
      </header>
      {entry.installed.length > 0 && <Installed entry={entry} />}
      <FlowList title="Events" flows={entry.events} />
      <FlowList title="Actions" flows={entry.actions} />
      <section aria-labelledby="gallery-hosts">
        <h3 id="gallery-hosts" className={headingClass}>
          Calls
        </h3>
        <p className="m-0 font-code text-small break-words text-ink">
          {entry.hosts.map(host => (host === '*' ? 'any host, taken from a value' : host)).join(', ') ||
            'no host'}
        </p>
        {methods.length > 0 && (
          <p className="m-0 mt-1 text-small text-ink-2">Authentication: {methods.join(', ')}</p>
        )}
      </section>
      <Evidence evidence={entry.evidence} />
      <Button
        look="quiet"
        icon={<GitFork aria-hidden className="size-4" />}
        className="-ml-2 self-start"
        onClick={() => shown(take(true))}
      >
        Create a fork without updates
      </Button>
    </StartPanel>
  )
}
