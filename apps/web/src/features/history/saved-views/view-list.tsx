import type { SavedView } from '@hookwright/model'
import { Button, cx, EditableName, IconButton, TextField } from '@hookwright/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Check, Pencil, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { Loading } from '../../../kit/page/loading.tsx'
import { useNotifier } from '../../../kit/page/use-notifier.ts'
import { isSameView } from './view-search.ts'

/** Returns the person's saved views of a list, with functions to save, rename and delete a view. */
const useViews = (list: SavedView['list']) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const again = () => queries.invalidateQueries(trpc.savedViews.list.queryFilter({ list }))
  return {
    views: useQuery(trpc.savedViews.list.queryOptions({ list })),
    save: useMutation(trpc.savedViews.save.mutationOptions({ onSuccess: again })),
    change: useMutation(trpc.savedViews.change.mutationOptions({ onSuccess: again })),
    remove: useMutation(trpc.savedViews.remove.mutationOptions({ onSuccess: again }))
  }
}

/** A saved view, which can be applied, renamed and deleted. */
const View = ({
  view,
  isNow,
  onPick,
  onRename,
  onRemove
}: {
  view: SavedView
  /** True when the list currently has the filter of this view. */
  isNow: boolean
  onPick: () => void
  onRename: (name: string) => void
  onRemove: () => void
}) => {
  const [isNaming, setNaming] = useState(false)
  const rename = useRef<HTMLButtonElement>(null)
  if (isNaming) {
    return (
      <li className="flex h-9 items-center">
        <EditableName
          label={`New name of the view ${view.name}`}
          value={view.name}
          onKeep={onRename}
          onLeave={byKey => {
            setNaming(false)
            if (byKey) requestAnimationFrame(() => rename.current?.focus())
          }}
        />
      </li>
    )
  }
  return (
    <li className="flex min-h-9 items-center gap-1">
      <button
        type="button"
        aria-current={isNow || undefined}
        className={cx(
          'flex min-h-8 min-w-0 grow items-center gap-2 rounded-s px-2 py-1 text-left text-body hover:bg-hover',
          isNow ? 'text-accent-text' : 'text-ink'
        )}
        onClick={onPick}
      >
        <span className="wrap-anywhere">{view.name}</span>
        {isNow && <Check aria-hidden className="size-4 shrink-0" />}
      </button>
      <IconButton
        ref={rename}
        label={`Rename ${view.name}`}
        icon={<Pencil />}
        onClick={() => setNaming(true)}
      />
      <IconButton label={`Delete ${view.name}`} icon={<Trash2 />} onClick={onRemove} />
    </li>
  )
}

/** List of a person's saved views, with a form to save the current filter. */
export const ViewList = ({
  list,
  search,
  onPick,
  onSaved
}: {
  list: SavedView['list']
  search: SavedView['search']
  onPick: (search: SavedView['search']) => void
  onSaved: () => void
}) => {
  const { views, save, change, remove } = useViews(list)
  const [name, setName] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const notifier = useNotifier()
  const isNarrowed = Object.keys(search).length > 0
  const keep = (): void => {
    save.mutate(
      { list, name: name.trim(), search },
      {
        onSuccess: () => {
          notifier.done(`The view “${name.trim()}” is saved.`)
          onSaved()
        }
      }
    )
  }
  const removeView = ({ id, ...view }: SavedView): void => {
    field.current?.focus()
    remove.mutate(
      { viewId: id },
      {
        onSuccess: () =>
          notifier.done(`The view “${view.name}” was deleted.`, {
            label: 'Undo',
            run: () => save.mutate(view)
          }),
        onError: notifier.failed
      }
    )
  }
  return (
    <div className="flex flex-col gap-4">
      <form
        className="flex flex-col gap-2"
        onSubmit={event => {
          event.preventDefault()
          if (name.trim() !== '') keep()
        }}
      >
        <TextField
          ref={field}
          label="Save current filters as"
          placeholder="Failed today"
          description={isNarrowed ? undefined : 'No filters are set: this view would show all rows.'}
          error={save.error === null ? undefined : faultOf(save.error).message}
          maxLength={60}
          value={name}
          onValueChange={setName}
        />
        <Button
          type="submit"
          look="primary"
          className="self-end"
          busy={save.isPending}
          disabled={name.trim() === ''}
        >
          Save view
        </Button>
      </form>
      {views.isPending ? (
        <Loading />
      ) : views.isError ? (
        <p className="m-0 text-body text-err">{faultOf(views.error).message}</p>
      ) : views.data.length === 0 ? (
        <p className="m-0 text-body text-ink-2">No saved views yet. Only you can see your views.</p>
      ) : (
        <ul aria-label="Saved views" className="m-0 flex list-none flex-col p-0">
          {views.data.map(view => (
            <View
              key={view.id}
              view={view}
              isNow={isSameView(view.search, search)}
              onPick={() => onPick(view.search)}
              onRename={next => change.mutate({ ...view, name: next }, { onError: notifier.failed })}
              onRemove={() => removeView(view)}
            />
          ))}
        </ul>
      )}
    </div>
  )
}
