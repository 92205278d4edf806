import type { Connector } from '@hookwright/model'
import { Badge, Button, buttonClass, Notice } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Check, CircleX, GitCompareArrows, PackagePlus, ShieldCheck, TriangleAlert } from 'lucide-react'
import { clockTime } from '../../../kit/page/clock-time.ts'
import { formatCount } from '../../../kit/page/format-count.ts'
import { Section } from '../overview/section.tsx'
import { Findings } from './findings.tsx'
import { formatFindingCount } from './group-findings.ts'
import { useDraftChanges } from './use-draft-changes.ts'
import type { Validation } from './use-validation.ts'
import type { VersionView } from './use-versions.ts'

/** Returns why no version of the draft can be created now, or null. */
export const whyNoVersion = (errors: number): string | null =>
  errors === 0 ? null : `Fix ${formatCount(errors, 'error')} before creating a version.`

const Result = ({ validation }: { validation: Validation }) => {
  const { errors, warnings, at } = validation
  return (
    <div role="status" aria-label="Validation" className="flex flex-wrap items-center gap-2">
      {errors === 0 && (
        <Badge tone="ok" icon={<Check aria-hidden />}>
          No errors
        </Badge>
      )}
      {errors > 0 && (
        <Badge tone="err" icon={<CircleX aria-hidden />}>
          {formatFindingCount(errors, 'error')}
        </Badge>
      )}
      {warnings > 0 && (
        <Badge tone="warn" icon={<TriangleAlert aria-hidden />}>
          {formatFindingCount(warnings, 'warning')}
        </Badge>
      )}
      <span className="tabular text-small text-ink-3">
        Validated at {clockTime(at)}. Each save also validates the draft.
      </span>
    </div>
  )
}

const Changes = ({ connector, newest }: { connector: Connector; newest: VersionView }) => {
  const { changes, fault } = useDraftChanges(connector.id, newest)
  if (fault !== null)
    return (
      <Notice tone="err">
        Could not check whether the draft has changed since version {newest.number}. {fault}
      </Notice>
    )
  if (changes === null) return null
  if (changes.count === 0)
    return <p className="text-body text-ink-2">The draft is the same as version {newest.number}.</p>
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-body text-ink-2">
      The draft has changed since version {newest.number}.
      <Link
        to="/connectors/$connectorId/compare/$before/$after"
        params={{ connectorId: connector.id, before: String(newest.number), after: 'draft' }}
        className={buttonClass({ size: 'card' })}
      >
        <GitCompareArrows aria-hidden className="size-4" strokeWidth={1.75} />
        Compare
      </Link>
    </p>
  )
}

/** Section of the draft: its validation, and a button to create a version. */
export const DraftSection = ({
  connector,
  validation,
  newest,
  isNext,
  onCreate
}: {
  connector: Connector
  validation: Validation
  /** Newest version; undefined if the connector has no version. */
  newest: VersionView | undefined
  /** True if creating a version is the next step, because no version equals the draft. */
  isNext: boolean
  onCreate: () => void
}) => {
  const whyNot = whyNoVersion(validation.errors)
  return (
    <Section title="Draft" lead="Changes affect users only after you create a version and deploy it.">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Result validation={validation} />
        <div className="flex flex-wrap gap-2">
          <Button
            icon={<ShieldCheck aria-hidden className="size-4" strokeWidth={1.75} />}
            busy={validation.busy}
            onClick={() => void validation.validate()}
          >
            Validate
          </Button>
          <Button
            look={isNext && whyNot === null ? 'primary' : 'plain'}
            icon={<PackagePlus aria-hidden className="size-4" strokeWidth={1.75} />}
            disabled={whyNot !== null}
            aria-describedby={whyNot === null ? undefined : 'why-no-version'}
            onClick={onCreate}
          >
            Create test version
          </Button>
        </div>
      </div>
      {validation.fault !== null && (
        <Notice tone="err">
          Could not validate the draft. The results are from {clockTime(validation.at)}. {validation.fault}
        </Notice>
      )}
      {whyNot !== null && (
        <Notice tone="warn">
          <span id="why-no-version">{whyNot}</span>
        </Notice>
      )}
      {newest !== undefined && <Changes connector={connector} newest={newest} />}
      {validation.findings.length > 0 && (
        <Findings connectorId={connector.id} findings={validation.findings} />
      )}
    </Section>
  )
}
