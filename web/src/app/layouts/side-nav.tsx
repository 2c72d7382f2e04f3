import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { navOf } from '../../lib/access.ts';
import { useMe } from '../../lib/session.ts';
import { accessTable } from '../access-table.ts';

/** Groups of the workbench that the person may open; nothing for visitors. */
export function SideNav() {
  const { t } = useTranslation();
  const me = useMe() ?? null;
  return (
    <>
      {(['desk', 'staff', 'admin'] as const).map((group) => {
        const routes = me ? navOf(accessTable, group, me) : [];
        if (!routes.length) return null;
        return (
          <section key={group} className="fx-side__group">
            <h2>{t(`common:nav.group.${group}`)}</h2>
            <ul>
              {routes.map((route) => {
                const Mark = route.nav?.icon;
                const isParent = routes.some((other) => other !== route && other.path.startsWith(`${route.path}/`));
                return (
                  <li key={route.path}>
                    <NavLink to={route.path} end={isParent}>
                      {Mark ? <Mark /> : null}
                      <span>{t(route.title)}</span>
                    </NavLink>
                  </li>
                );
              })}
            </ul>
          </section>
        );
      })}
    </>
  );
}
