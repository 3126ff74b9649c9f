import { useSignal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { DESK_PAGES, type DeskPage } from '../core/rules/desk-pages.ts';
import type { DeskTexts } from '../core/texts/desk/shape.ts';
import { BackLink } from './back-link.tsx';
import { NotLoaded } from './not-loaded.tsx';
import { goTo, goToPage, inPlace, openPage } from './place.ts';
import { session } from './session.ts';
import { say } from './words.ts';

interface PageFiles {
  title: keyof DeskTexts;
  /** What is on it, fetched when somebody opens it. */
  load: () => Promise<FunctionComponent>;
}

const PAGES: Readonly<Record<DeskPage, PageFiles>> = {
  closing: { title: 'closing', load: async () => (await import('./closing/closing.tsx')).Closing },
  numbers: { title: 'numbers', load: async () => (await import('./numbers/numbers.tsx')).NumbersPage },
  health: { title: 'health', load: async () => (await import('./health/health.tsx')).Health },
  team: { title: 'team', load: async () => (await import('./team/team.tsx')).Team },
  'audit-log': {
    title: 'audit_log',
    load: async () => (await import('./audit-log/audit-log.tsx')).AuditLog,
  },
  account: { title: 'account', load: async () => (await import('./account/account.tsx')).Account },
};

export function pageTitle(page: DeskPage): string {
  return say(PAGES[page].title);
}

function mayOpen(page: DeskPage): boolean {
  const { value } = session;
  const roles: readonly string[] = DESK_PAGES[page];
  return value.is === 'in' && roles.includes(value.who.role);
}

/** The ways to the pages that whoever sits here may open. `gone`: what to do once one was chosen. */
export function PageLinks({ gone }: { gone: () => void }) {
  const pages = (Object.keys(PAGES) as DeskPage[]).filter(mayOpen);
  const link = (address: string, words: string, here: boolean, go: () => void) => (
    <li key={address}>
      <a
        href={address}
        aria-current={here ? 'page' : undefined}
        onClick={inPlace(() => {
          go();
          gone();
        })}
      >
        {words}
      </a>
    </li>
  );
  return (
    <nav aria-label={say('pages')}>
      <ul>
        {link('/desk', say('queue'), !openPage.value, () => goTo(null))}
        {pages.map(page =>
          link(`/desk/${page}`, pageTitle(page), openPage.value === page, () => goToPage(page)),
        )}
      </ul>
    </nav>
  );
}

/** The page that is open: its title at once, and what is on it when it has come. */
export function Page({ page }: { page: DeskPage }) {
  const Content = useSignal<FunctionComponent | null>(null);
  const failed = useSignal(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    let left = false;
    title.current?.focus();
    PAGES[page].load().then(
      content => {
        if (!left) Content.value = content;
      },
      () => {
        failed.value = true;
      },
    );
    return () => {
      left = true;
    };
  }, [page]);
  if (!mayOpen(page)) return <p class="nothing">{say('page_not_yours')}</p>;
  return (
    <section class="page" aria-labelledby="page-title">
      <p>
        <BackLink />
      </p>
      <h1 id="page-title" ref={title} tabIndex={-1}>
        {pageTitle(page)}
      </h1>
      {/* A browser remembers that a script did not come; and after an update its old name is gone. */}
      {failed.value && <NotLoaded again={() => location.reload()} />}
      {!failed.value && (Content.value ? <Content.value /> : <p class="nothing">{say('loading')}</p>)}
    </section>
  );
}
