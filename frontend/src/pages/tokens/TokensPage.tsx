/** A person's own keys to the REST API. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Code, KeyRound, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { revokeToken, tokensQuery } from "@/api/tokens";
import type { Token } from "@/api/types";
import { m } from "@/i18n";
import { formatAgo, formatDate } from "@/i18n/format";
import { Badge } from "@/ui/Badge";
import { Button, buttonClass } from "@/ui/Button";
import { Confirm } from "@/ui/Dialog";
import { Page } from "@/ui/Page";
import { EmptyState, ErrorPanel, InlineError, Panel } from "@/ui/Panel";
import { SkeletonList } from "@/ui/Skeleton";
import { type Column, Table } from "@/ui/Table";
import { toast } from "@/ui/toast";
import { CreateTokenDialog } from "./CreateTokenDialog";

export const TokensPage = () => {
  const [isCreating, setCreating] = useState(false);
  const tokens = useQuery(tokensQuery);
  const create = (
    <Button look="primary" icon={Plus} onPress={() => setCreating(true)}>
      {m.token_create()}
    </Button>
  );
  return (
    <Page
      title={m.tokens_title()}
      lead={m.tokens_lead()}
      actions={
        <>
          <a href="/api/v1/docs/" className={buttonClass("secondary")}>
            <Code aria-hidden size={16} />
            {m.api_docs()}
          </a>
          {tokens.data?.length !== 0 && create}
        </>
      }
    >
      <Panel>
        {tokens.isPending && <SkeletonList className="flex flex-col gap-2 p-4" />}
        {tokens.isError && (
          <ErrorPanel error={tokens.error} onRetry={() => void tokens.refetch()} />
        )}
        {tokens.data?.length === 0 && (
          <EmptyState
            icon={KeyRound}
            title={m.tokens_empty()}
            text={m.tokens_empty_text()}
            action={create}
          />
        )}
        {tokens.data && tokens.data.length > 0 && <TokenTable rows={tokens.data} />}
      </Panel>
      <CreateTokenDialog isOpen={isCreating} onClose={() => setCreating(false)} />
    </Page>
  );
};

const hasExpired = (token: Token): boolean =>
  Boolean(token.expires_at) && new Date(token.expires_at ?? "").getTime() < Date.now();

const TokenTable = ({ rows }: { readonly rows: readonly Token[] }) => {
  const [asked, setAsked] = useState<Token | null>(null);
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: (id: number) => revokeToken(id),
    onSuccess: async () => {
      toast("done", m.token_revoked());
      await queries.invalidateQueries({ queryKey: tokensQuery.queryKey });
    },
    onSettled: () => setAsked(null),
  });
  const columns: readonly Column<Token>[] = [
    {
      key: "name",
      title: m.token_name(),
      cell: (token) => (
        <span className="flex flex-col">
          <span className="font-medium">{token.name}</span>
          <span className="font-mono text-12 text-muted">{token.prefix}…</span>
        </span>
      ),
    },
    {
      key: "scopes",
      title: m.token_scopes(),
      cell: (token) => (
        <span className="flex gap-1">
          {token.scopes.map((scope) => (
            <Badge key={scope}>{scope === "write" ? m.scope_write() : m.scope_read()}</Badge>
          ))}
        </span>
      ),
    },
    {
      key: "used",
      title: m.token_used(),
      className: "text-muted whitespace-nowrap",
      cell: (token) => (token.last_used_at ? formatAgo(token.last_used_at) : m.token_never_used()),
    },
    {
      key: "expires",
      title: m.token_expires(),
      className: "whitespace-nowrap",
      cell: (token) => {
        if (!token.expires_at) return <span className="text-muted">{m.token_never()}</span>;
        if (hasExpired(token)) return <Badge tone="bad">{m.token_expired()}</Badge>;
        return formatDate(token.expires_at);
      },
    },
    {
      key: "actions",
      title: m.actions(),
      isTitleHidden: true,
      align: "end",
      cell: (token) => (
        <Button
          size="dense"
          look="danger"
          icon={Trash2}
          aria-label={m.token_revoke_name({ name: token.name })}
          onPress={() => setAsked(token)}
        >
          {m.token_revoke()}
        </Button>
      ),
    },
  ];
  return (
    <>
      {revoke.error && (
        <div className="p-4 pb-0">
          <InlineError error={revoke.error} />
        </div>
      )}
      <Table label={m.tokens_title()} columns={columns} rows={rows} rowKey={({ id }) => id} />
      <Confirm
        title={m.token_revoke_ask()}
        text={m.token_revoke_text({ name: asked?.name ?? "" })}
        confirm={m.token_revoke()}
        isOpen={asked !== null}
        isPending={revoke.isPending}
        onConfirm={() => asked && revoke.mutate(asked.id)}
        onClose={() => setAsked(null)}
      />
    </>
  );
};
