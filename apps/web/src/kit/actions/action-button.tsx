import { Button, type ButtonLook, cx, IconButton } from '@hookwright/ui'
import { labelOf, stateOf } from './action.ts'
import { isMac } from './is-mac.ts'
import { shownShortcut } from './shortcut.ts'
import { useAllActions } from './use-actions.tsx'

/** Toolbar button of a registered action; nothing while the action is hidden. */
export const ActionButton = ({
  id,
  look = 'quiet',
  words = false,
  size = 'page'
}: {
  id: string
  look?: ButtonLook
  /** True to show the label next to the icon. On small screens the label is shown only with `always`. */
  words?: boolean | 'always'
  size?: 'page' | 'card' | 'small'
}) => {
  const action = useAllActions().find(candidate => candidate.id === id)
  if (action === undefined) return null
  const state = stateOf(action)
  if (state.is === 'hidden') return null
  const label = labelOf(action)
  const [keys] = action.keys ?? []
  const icon = action.icon && <action.icon aria-hidden className="size-4" strokeWidth={1.75} />
  const refused = state.is === 'refused'
  if (words !== false || icon === undefined) {
    const mayShrink = icon !== undefined && words !== 'always'
    return (
      <Button
        look={look}
        icon={icon}
        disabled={refused}
        title={refused ? state.why : mayShrink ? label : undefined}
        className={cx(mayShrink && 'max-2xl:px-2')}
        onClick={action.run}
      >
        <span className={cx(mayShrink && 'max-2xl:sr-only')}>{label}</span>
      </Button>
    )
  }
  return (
    <IconButton
      size={size}
      label={label}
      tip={refused ? `${label}: ${state.why}` : label}
      icon={icon}
      shortcut={keys === undefined ? undefined : shownShortcut(keys, isMac())}
      aria-disabled={refused || undefined}
      onClick={() => {
        if (!refused) action.run()
      }}
    />
  )
}
