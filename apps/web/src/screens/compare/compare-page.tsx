import { compareFlowsOf, type Id } from '@hookwright/model'
import { Select } from '@hookwright/ui'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { LayoutDashboard } from 'lucide-react'
import { useMemo } from 'react'
import { DifferenceBadge } from '../../features/comparison/difference-badge.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { useVersions, type VersionView } from '../connectors/deployment/use-versions.ts'
import { NavItem } from '../connectors/versions/flow-nav.tsx'
import { NoVersion } from '../connectors/versions/no-version.tsx'
import { CompareOverview, nameOfDifference } from './compare-overview.tsx'
import { ComparedFlow } from './compared-flow.tsx'
import { DRAFT, type Side } from './compared-side.ts'
import { shownDifference } from './shown-difference.ts'
import { useSide } from './use-side.ts'

const route = '/inside/connectors/$connectorId/compare/$before/$after' as const

/** Dropdowns to select the two sides to compare. */
const SideChoices = ({
  connectorId,
  versions,
  before,
  after
}: {
  connectorId: Id
  versions: readonly VersionView[]
  before: string
  after: string
}) => {
  const navigate = useNavigate()
  const choices = [
    { value: DRAFT, label: 'Draft' },
    ...versions.map(({ number, status }) => ({
      value: String(number),
      label: `Version ${number}`,
      ...(status === 'deployed' && { hint: 'Deployed' })
    }))
  ]
  const go = (sides: { before: string; after: string }): void =>
    void navigate({
      to: '/connectors/$connectorId/compare/$before/$after',
      params: { connectorId, ...sides },
      search: now => now,
      replace: true
    })
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        label="Compare"
        hideLabel
        choices={choices}
        value={before}
        onValueChange={next => go({ before: next, after })}
        className="w-40 max-sm:w-34"
      />
      <span className="text-body text-ink-2">with</span>
      <Select
        label="Compare with"
        hideLabel
        choices={choices}
        value={after}
        onValueChange={next => go({ before, after: next })}
        className="w-40 max-sm:w-34"
      />
    </div>
  )
}

const Comparison = ({
  connectorId,
  versions,
  before,
  after
}: {
  connectorId: Id
  versions: readonly VersionView[]
  before: Side
  after: Side
}) => {
  const { flow: flowId, card } = useSearch({ from: route })
  const differences = useMemo(() => compareFlowsOf(before.snapshot, after.snapshot), [before, after])
  const chosen = shownDifference({ differences, before: before.snapshot, after: after.snapshot, flowId })
  const isSame = chosen !== undefined && !differences.some(({ id }) => id === chosen.id)
  usePageTitle(`${before.name} and ${after.name} of ${after.snapshot.name}`)
  return (
    <>
      <header className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-surface px-8 py-3 max-md:px-4">
        <h1 className="m-0 text-h1">Compare</h1>
        <SideChoices connectorId={connectorId} versions={versions} before={before.key} after={after.key} />
      </header>
      <div className="flex min-h-0 grow max-md:flex-col">
        {(differences.length > 0 || isSame) && (
          <nav
            aria-label="Differences by flow"
            className="flex w-60 shrink-0 flex-col overflow-y-auto border-r border-line bg-surface p-3 max-md:w-full max-md:overflow-x-auto max-md:border-r-0 max-md:border-b max-md:px-2 max-md:py-1.5"
          >
            <ul className="flex list-none flex-col gap-0.5 max-md:flex-row">
              <NavItem flow={null} chosen={chosen === undefined}>
                <LayoutDashboard aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
                All differences
              </NavItem>
              {differences.map(difference => (
                <NavItem key={difference.id} flow={difference.id} chosen={difference.id === chosen?.id}>
                  <span className="min-w-0 grow truncate">{nameOfDifference(difference)}</span>
                  <DifferenceBadge difference={difference} />
                </NavItem>
              ))}
              {isSame && (
                <NavItem flow={chosen.id} chosen>
                  <span className="min-w-0 grow truncate">{nameOfDifference(chosen)}</span>
                </NavItem>
              )}
            </ul>
          </nav>
        )}
        {chosen === undefined ? (
          <div className="flex min-w-0 grow flex-col overflow-y-auto">
            <CompareOverview before={before} after={after} differences={differences} />
          </div>
        ) : (
          <ComparedFlow
            key={`${before.key} ${after.key} ${chosen.id}`}
            connectorId={connectorId}
            difference={chosen}
            before={before}
            after={after}
            card={card}
          />
        )}
      </div>
    </>
  )
}

/** Returns the version for a key in the URL: null for the draft, undefined for an unknown version. */
const versionAt = (versions: readonly VersionView[], key: string): VersionView | null | undefined =>
  key === DRAFT ? null : versions.find(({ number }) => String(number) === key)

const Sides = (props: {
  connectorId: Id
  versions: readonly VersionView[]
  before: VersionView | null
  after: VersionView | null
}) => {
  const { connectorId, versions } = props
  const before = useSide(connectorId, props.before)
  const after = useSide(connectorId, props.after)
  if (before === null || after === null) return <Loading />
  return <Comparison connectorId={connectorId} versions={versions} before={before} after={after} />
}

/** Page that compares two versions of a connector, or a version with the draft, on a canvas and as a list. */
export const ComparePage = () => {
  const { connectorId, before, after } = useParams({ from: route })
  const versions = useVersions(connectorId)
  const [was, is] = [versionAt(versions, before), versionAt(versions, after)]
  if (was === undefined || is === undefined)
    return <NoVersion connectorId={connectorId} number={was === undefined ? before : after} />
  return <Sides connectorId={connectorId} versions={versions} before={was} after={is} />
}
