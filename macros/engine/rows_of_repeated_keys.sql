{#-
    The keys without a NULL that stand more than once, each with how often. To hold millions of wide keys against
    each other takes memory and time; so their hashes are, and the few keys whose hash stands twice are compared
    whole. Two keys of one hash cost time and are not taken for one.

    Arguments:
        model: the relation
        columns: the columns of the key
-#}
{%- macro rows_of_repeated_keys(model, columns) -%}
select
    {{ columns | join(', ') }},
    count(*) as rows_found
from {{ model }}
where
    {{ columns | join(' is not null and ') }} is not null
    and {{ key_hash(columns) }} in (
        select key_hash
        from (
            select {{ key_hash(columns) }} as key_hash
            from {{ model }}
        ) as keys
        group by key_hash
        having count(*) > 1
    )
group by {{ columns | join(', ') }}
having count(*) > 1
{%- endmacro -%}
