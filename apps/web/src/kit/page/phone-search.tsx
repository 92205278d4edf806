import { IconButton } from '@hookwright/ui'
import { Search } from 'lucide-react'
import { useRegistry } from '../actions/use-actions.tsx'

/** Search button in the top bar of phones. The navigation of phones has no search. */
export const PhoneSearch = () => {
  const registry = useRegistry()
  return (
    <span className="shrink-0 md:hidden">
      <IconButton
        label="Search or run a command"
        icon={<Search aria-hidden />}
        className="[&_svg]:size-5!"
        onClick={() => registry.run('palette.open')}
      />
    </span>
  )
}
