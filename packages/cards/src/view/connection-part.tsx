import type { Card } from '@hookwright/model'
import { cx, IconButton, Select, useReadOnly } from '@hookwright/ui'
import { Pencil, Plus } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { CONNECTION_FIELD } from '../kernel/deployed-card.ts'
import { measures } from './measures.ts'
import { nameOfPlace } from './row.ts'
import { useWorkbench } from './workbench.ts'

const linkClass = 'card-link nodrag rounded-xs font-medium text-accent-text hover:underline'
const quietClass = 'card-quiet nodrag'

/**
 * Button that creates a connection. It is a link while a connection is missing, otherwise a quiet button on
 * the hovered or focused card.
 */
const NewConnection = ({ card, isQuiet }: { card: Card; isQuiet: boolean }) => {
  const bench = useWorkbench()
  const readOnly = useReadOnly()
  if (readOnly) return null
  if (bench.still)
    return isQuiet ? null : <span className={`${linkClass} flex items-center`}>New connection</span>
  const { newConnection } = bench
  if (newConnection === null) return null
  if (isQuiet) {
    return (
      <IconButton
        size="small"
        label="New connection"
        aria-haspopup="dialog"
        data-dialog="new-connection"
        icon={<Plus aria-hidden />}
        // The page behind the pencil has it, too; side by side the two are too small for a finger.
        className={`${quietClass} max-md:hidden`}
        onClick={() => newConnection(card.id)}
      />
    )
  }
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      data-dialog="new-connection"
      className={linkClass}
      onClick={() => newConnection(card.id)}
    >
      New connection
    </button>
  )
}

/** Button that opens the page on which the chosen connection is renamed, checked and edited. */
const EditConnection = ({ connectionId }: { connectionId: string }) => {
  const { openConnection } = useWorkbench()
  const readOnly = useReadOnly()
  if (readOnly || openConnection === null) return null
  return (
    <IconButton
      size="small"
      label="Edit connection"
      icon={<Pencil aria-hidden />}
      className={`${quietClass} relative after:absolute after:-inset-2 md:after:hidden`}
      onClick={() => openConnection(connectionId)}
    />
  )
}

/** Picker for the connection that a card of a deployed event or action uses. */
export const ConnectionPart = ({ card }: { card: Card }) => {
  const bench = useWorkbench()
  const box = useRef<HTMLDivElement>(null)
  const connections = bench.useConnections(card)
  const { connectionId } = card.config
  const chosen = typeof connectionId === 'string' ? connectionId : null
  const isGone = chosen !== null && !bench.still && !connections.some(({ id }) => id === chosen)
  const isChosen = chosen !== null && !isGone
  const place = nameOfPlace({ card: card.id, field: CONNECTION_FIELD })
  const isUntouched = bench.useIsUntouched({ card: card.id, field: CONNECTION_FIELD })
  const { request, done } = bench.useFocusRequest(card.id, place)

  useEffect(() => {
    if (request === null) return
    bench.focus(box.current?.querySelector<HTMLElement>('[role=combobox]'))
    done()
  }, [request, done, bench])

  return (
    <div
      data-site={place}
      className="px-3"
      style={{
        minHeight: measures.label + measures.control + measures.fieldGap,
        paddingBottom: measures.fieldGap
      }}
    >
      <div className="label-row flex items-center text-small text-ink-2" style={{ height: measures.label }}>
        <span aria-hidden className="truncate">
          Connection
        </span>
        <span aria-hidden className="text-err">
          &nbsp;*
        </span>
        {/* A pencil ends with the field below it. */}
        <span className={cx('ml-auto flex shrink-0', isChosen && '-mr-1!')}>
          {isChosen && <EditConnection connectionId={chosen} />}
          <NewConnection card={card} isQuiet={isChosen} />
        </span>
      </div>
      <div ref={box}>
        <Select
          label="Connection"
          hideLabel
          size="card"
          required
          placeholder={isGone ? 'Connection deleted. Choose another…' : 'Choose a connection…'}
          invalid={!bench.still && ((chosen === null && !isUntouched) || isGone)}
          choices={connections.map(({ id, name }) => ({ value: id, label: name }))}
          value={isGone ? null : chosen}
          onValueChange={next =>
            bench.change('choose a connection', {
              kind: 'configure',
              card: card.id,
              config: { ...card.config, connectionId: next }
            })
          }
          {...(connections.length === 0 && {
            note: `You have no ${bench.connectorOf(card).name} connection yet. Choose New connection to create one.`
          })}
          className="nodrag nopan"
        />
      </div>
    </div>
  )
}
