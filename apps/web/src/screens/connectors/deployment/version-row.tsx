import type { Millis } from '@hookwright/model'
import { Button, IconButton, Menu, type MenuGroups } from '@hookwright/ui'
import { Link, useNavigate } from '@tanstack/react-router'
import { Ellipsis, Eye, EyeOff, FolderOpen, GitCompareArrows, History, Rocket } from 'lucide-react'
import { minuteTime } from '../../../kit/page/clock-time.ts'
import { formatAgo } from '../../../kit/page/format-ago.ts'
import type { VersionView } from './use-versions.ts'
import { StatusBadge, VisibilityText } from './version-badges.tsx'

/** Returns the menu items to compare a version with the draft and the deployed version. */
const useComparisons = (version: VersionView, deployed: VersionView | undefined): MenuGroups[number] => {
  const navigate = useNavigate()
  const { connectorId, number } = version
  const compare = (before: number, after: number | 'draft') => (): void =>
    void navigate({
      to: '/connectors/$connectorId/compare/$before/$after',
      params: { connectorId, before: String(before), after: String(after) }
    })
  const icon = <GitCompareArrows aria-hidden strokeWidth={1.75} />
  const draft = { id: 'draft', label: 'Compare with the draft', icon, run: compare(number, 'draft') }
  if (deployed === undefined || deployed.number === number) return [draft]
  const [older, newer] = [Math.min(deployed.number, number), Math.max(deployed.number, number)]
  return [
    draft,
    {
      id: 'deployed',
      label: `Compare with version ${deployed.number} (deployed)`,
      icon,
      run: compare(older, newer)
    }
  ]
}

/** A row of the version table with its actions. */
export const VersionRow = ({
  version,
  deployed,
  isNext,
  now,
  onDeploy,
  onVisible
}: {
  version: VersionView
  deployed: VersionView | undefined
  /** True if deployment is the next step for this version. */
  isNext: boolean
  now: Millis
  onDeploy: () => void
  onVisible: (visible: boolean) => void
}) => {
  const { connectorId, number, status, visible, note, createdAt, createdBy } = version
  const navigate = useNavigate()
  const comparisons = useComparisons(version, deployed)
  const isBack = deployed !== undefined && number < deployed.number
  const open = {
    id: 'open',
    label: 'Open',
    icon: <FolderOpen aria-hidden strokeWidth={1.75} />,
    run: () =>
      void navigate({
        to: '/connectors/$connectorId/versions/$number',
        params: { connectorId, number: String(number) }
      })
  }
  const show = {
    id: 'visible',
    label: visible ? 'Hide' : 'Show',
    icon: visible ? <EyeOff aria-hidden strokeWidth={1.75} /> : <Eye aria-hidden strokeWidth={1.75} />,
    run: () => onVisible(!visible)
  }
  return (
    <tr className="border-t border-line hover:bg-hover">
      <th scope="row" className="py-2 pr-3 text-left font-normal">
        <Link
          to="/connectors/$connectorId/versions/$number"
          params={{ connectorId, number: String(number) }}
          className="inline-flex min-h-6 items-center rounded-xs text-label whitespace-nowrap text-accent-text hover:underline"
        >
          Version {number}
        </Link>
      </th>
      <td className="py-2 pr-3">
        <StatusBadge status={status} />
        <span className="mt-1 block md:hidden">
          <VisibilityText visible={visible} deployed={status === 'deployed'} />
        </span>
        <span className="tabular mt-1 block text-small text-ink-3 md:hidden">
          {formatAgo(createdAt, now)}, {createdBy}
        </span>
        {note !== '' && (
          <span className="mt-1 block text-small break-words text-ink-2 lg:hidden">{note}</span>
        )}
      </td>
      <td className="py-2 pr-3 max-md:hidden">
        <VisibilityText visible={visible} deployed={status === 'deployed'} />
      </td>
      <td className="max-w-80 py-2 pr-3 text-body break-words text-ink-2 max-lg:hidden">{note}</td>
      <td className="tabular py-2 pr-3 text-small whitespace-nowrap text-ink-2 max-md:hidden">
        <time dateTime={new Date(createdAt).toISOString()} title={minuteTime(createdAt)}>
          {formatAgo(createdAt, now)}
        </time>
      </td>
      <td className="py-2 pr-3 text-small text-ink-2 max-md:hidden">{createdBy}</td>
      <td className="py-1.5 pr-3 max-md:pr-2">
        <span className="flex justify-end gap-1 max-md:flex-wrap">
          {status !== 'deployed' && (
            <Button
              size="card"
              look={isNext ? 'primary' : 'plain'}
              icon={
                isBack ? (
                  <History aria-hidden className="size-4" strokeWidth={1.75} />
                ) : (
                  <Rocket aria-hidden className="size-4" strokeWidth={1.75} />
                )
              }
              aria-label={isBack ? `Roll back to version ${number}` : `Deploy version ${number}`}
              onClick={onDeploy}
            >
              {isBack ? 'Roll back' : 'Deploy'}
            </Button>
          )}
          <Menu
            groups={[[open, ...comparisons], [show]]}
            trigger={
              <IconButton size="card" label={`More for version ${number}`} icon={<Ellipsis aria-hidden />} />
            }
          />
        </span>
      </td>
    </tr>
  )
}
