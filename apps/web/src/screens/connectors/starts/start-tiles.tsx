import { cx } from '@hookwright/ui'
import { Check, FileArchive, type LucideIcon } from 'lucide-react'
import { type OwnStart, ownStarts } from './own-starts.ts'

const Tile = ({
  icon: Icon,
  title,
  hint,
  isChosen,
  onChoose
}: {
  icon: LucideIcon
  title: string
  hint: string
  /** True for the selected tile; undefined for a tile that opens a dialog. */
  isChosen: boolean | undefined
  onChoose: () => void
}) => (
  <button
    type="button"
    aria-pressed={isChosen}
    onClick={onChoose}
    className={cx(
      'flex min-h-14 min-w-0 items-center gap-2.5 rounded-tile px-3 py-2 text-left',
      isChosen
        ? 'bg-hover ring-1 ring-ink ring-inset'
        : 'ring-1 ring-line-2 ring-inset hover:ring-line-strong'
    )}
  >
    <span
      className={cx(
        'flex size-7 shrink-0 items-center justify-center rounded-s text-ink-2',
        isChosen ? 'bg-surface' : 'bg-hover'
      )}
    >
      <Icon aria-hidden className="size-4" strokeWidth={1.85} />
    </span>
    <span className="min-w-0 grow">
      <span className="block truncate text-label font-semibold text-ink">{title}</span>
      <span className="block text-small text-ink-2">{hint}</span>
    </span>
    {isChosen && <Check aria-hidden className="size-4 shrink-0 text-ink" strokeWidth={2} />}
  </button>
)

/** Tiles of the starting points for any service, such as “From a curl command”. */
export const StartTiles = ({
  chosen,
  onChoose,
  onImport,
  onOpenApi
}: {
  chosen: string
  onChoose: (start: Exclude<OwnStart, 'openapi'>) => void
  onImport: () => void
  onOpenApi: () => void
}) => (
  <>
    <div className="mt-4 grid grid-cols-2 gap-3 max-sm:grid-cols-1 max-sm:gap-2">
      {ownStarts.map(({ id, ...start }) => (
        <Tile
          key={id}
          {...start}
          isChosen={id === 'openapi' ? undefined : chosen === id}
          onChoose={() => (id === 'openapi' ? onOpenApi() : onChoose(id))}
        />
      ))}
    </div>
    <p className="mt-3 mb-0 flex min-h-6 flex-wrap items-center gap-x-1.5 text-body text-ink-2">
      <FileArchive aria-hidden className="size-4 text-ink-3" strokeWidth={1.75} />
      Exported from another installation?
      <button
        type="button"
        onClick={onImport}
        className="min-h-6 rounded-xs text-label text-accent-text hover:underline"
      >
        Import from files
      </button>
    </p>
  </>
)
