import { nameOfPath, type Path } from '@hookwright/model'
import { cx, IconButton, TypeMark } from '@hookwright/ui'
import { Check, ChevronRight, Copy } from 'lucide-react'
import { useState } from 'react'
import { useCopy } from '../../kit/page/use-copy.ts'
import { formatPartCount, formatType, isBranch, kindOfJson, leafText, partsOf } from './json-kinds.ts'

/** Number of parts of an object or list that are rendered at first. */
const PARTS = 100

const CopyPath = ({ path, name }: { path: Path; name: string }) => {
  const [copied, setCopied] = useState(false)
  const copy = useCopy()
  return (
    <IconButton
      size="small"
      label={copied ? `Copied the path of ${name}` : `Copy the path of ${name}`}
      tip={copied ? 'Copied' : `Copy ${nameOfPath(path)}`}
      className="tree-tool shrink-0"
      icon={copied ? <Check aria-hidden className="text-ok" /> : <Copy aria-hidden />}
      onBlur={() => setCopied(false)}
      onClick={() => void copy(nameOfPath(path)).then(setCopied)}
    />
  )
}

const Value = ({ value }: { value: unknown }) =>
  isBranch(value) ? (
    <span className="text-small leading-5 whitespace-nowrap text-ink-3">{formatPartCount(value)}</span>
  ) : (
    <span className="min-w-0 font-code text-small leading-5 break-words whitespace-pre-wrap text-ink">
      {leafText(value)}
    </span>
  )

const Part = ({
  name,
  value,
  path,
  opensTo
}: {
  name: string
  value: unknown
  path: Path
  opensTo: number
}) => {
  const canOpen = isBranch(value) && partsOf(value).length > 0
  const [isOpen, setOpen] = useState(canOpen && path.length < opensTo)
  const kind = kindOfJson(value)
  return (
    <li className="min-w-0">
      <div className="tree-line flex min-w-0 items-start gap-1.5 rounded-xs py-0.5 hover:bg-hover">
        {canOpen ? (
          <button
            type="button"
            aria-expanded={isOpen}
            aria-label={`${isOpen ? 'Close' : 'Open'} ${nameOfPath(path)}`}
            className="inline-flex size-6 shrink-0 items-center justify-center rounded-xs text-ink-3 hover:text-ink"
            onClick={() => setOpen(!isOpen)}
          >
            <ChevronRight
              aria-hidden
              className={cx('size-3.5 transition-transform', isOpen && 'rotate-90')}
              strokeWidth={2}
            />
          </button>
        ) : (
          <span className="w-6 shrink-0" />
        )}
        <span className="grid min-h-6 min-w-0 grow grid-cols-[auto_fit-content(50%)_minmax(0,1fr)] content-center items-start gap-x-2">
          <TypeMark kind={kind} list={Array.isArray(value)} name={formatType(value)} className="min-h-5" />
          <span className="text-label leading-5 break-all text-ink-2">{name}</span>
          <Value value={value} />
        </span>
        <CopyPath path={path} name={name} />
      </div>
      {isOpen && <Parts value={value} path={path} opensTo={opensTo} />}
    </li>
  )
}

const Parts = ({ value, path, opensTo }: { value: unknown; path: Path; opensTo: number }) => {
  const [shown, setShown] = useState(PARTS)
  const parts = partsOf(value)
  return (
    <ul className={cx('m-0 list-none p-0', path.length > 0 && 'ml-3 border-l border-line pl-1')}>
      {parts.slice(0, shown).map(([key, part]) => (
        <Part
          key={key}
          name={typeof key === 'number' ? `[${key}]` : key}
          value={part}
          path={[...path, key]}
          opensTo={opensTo}
        />
      ))}
      {parts.length > shown && (
        <li>
          <button
            type="button"
            className="ml-6 min-h-6 rounded-xs text-small text-accent-text hover:underline"
            onClick={() => setShown(shown + PARTS)}
          >
            Show {Math.min(PARTS, parts.length - shown)} more of {parts.length - shown}
          </button>
        </li>
      )}
    </ul>
  )
}

/** Value as a tree with types. Deep parts are collapsed at first. */
export const JsonTree = ({
  value,
  label,
  opensTo = 2,
  marked = true
}: {
  value: unknown
  /** Accessible name. */
  label: string
  /** Number of levels that are open at first. */
  opensTo?: number
  /** True to show the type of a simple value. False if the type is already shown next to the tree. */
  marked?: boolean
}) => (
  <section aria-label={label}>
    {isBranch(value) && partsOf(value).length > 0 ? (
      <Parts value={value} path={[]} opensTo={opensTo} />
    ) : (
      <p className="flex items-start gap-2 text-body">
        {marked && (
          <TypeMark
            kind={kindOfJson(value)}
            list={Array.isArray(value)}
            name={formatType(value)}
            className="min-h-5"
          />
        )}
        <span className="min-w-0 font-code text-small break-words whitespace-pre-wrap text-ink">
          {isBranch(value) ? formatPartCount(value) : leafText(value)}
        </span>
      </p>
    )}
  </section>
)
